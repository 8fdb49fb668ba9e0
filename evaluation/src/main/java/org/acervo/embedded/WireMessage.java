package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.acervo.embedded.index.BsonSize;
import org.jspecify.annotations.Nullable;

/**
 * One request in MongoDB's wire protocol: OP_MSG, and OP_QUERY for the first greeting of drivers
 * that do not know yet whom they talk to. The bytes are decoded by {@link #body}, apart from the
 * reading, so that a document that breaks a limit costs an error reply and not the connection.
 *
 * @param moreToCome the client wants no answer (an unacknowledged write)
 */
record WireMessage(int requestId, boolean query, boolean moreToCome, ByteBuf payload) {
  static final int MAX_MESSAGE = 48_000_000;
  static final int MAX_DOCUMENT = BsonSize.MAX_DOCUMENT;

  private static final int HEADER = 16;
  private static final int OP_REPLY = 1;
  private static final int OP_QUERY = 2004;
  private static final int OP_MSG = 2013;
  private static final int CHECKSUM_PRESENT = 1;
  private static final int MORE_TO_COME = 1 << 1;

  /** The low 16 flag bits must be understood, the others may be ignored (OP_MSG's description). */
  private static final int REQUIRED_FLAGS = 0xFFFF;

  /** The next request, or null when the client has gone. */
  static @Nullable WireMessage read(DataInputStream in) throws IOException {
    int length;
    try {
      length = Integer.reverseBytes(in.readInt());
    } catch (EOFException end) {
      return null;
    }
    if (length < HEADER + 5 || length > MAX_MESSAGE) {
      throw new IOException("a message of " + length + " bytes is not MongoDB's protocol");
    }
    int requestId = Integer.reverseBytes(in.readInt());
    in.readInt();
    int opCode = Integer.reverseBytes(in.readInt());
    byte[] bytes = new byte[length - HEADER];
    in.readFully(bytes);
    ByteBuf payload = Unpooled.wrappedBuffer(bytes);
    return switch (opCode) {
      case OP_QUERY -> new WireMessage(requestId, true, false, payload);
      case OP_MSG -> {
        int flags = payload.getIntLE(0);
        yield new WireMessage(requestId, false, (flags & MORE_TO_COME) != 0, payload);
      }
      default -> throw new IOException("operation code " + opCode + " is not supported");
    };
  }

  /** The command as one document; document sequences become arrays under their names. */
  Document body() {
    ByteBuf in = payload.slice();
    return query ? queryBody(in) : messageBody(in);
  }

  private static Document queryBody(ByteBuf in) {
    in.skipBytes(4);
    String collection = BsonDecoder.decodeCString(in);
    in.skipBytes(8);
    Document command = decode(in);
    if (command.get("$query") instanceof Document inner) {
      command = inner;
    }
    command.putIfAbsent("$db", collection.substring(0, Math.max(0, collection.indexOf('.'))));
    return command;
  }

  private static Document messageBody(ByteBuf in) {
    int flags = in.readIntLE();
    if ((flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) != 0) {
      throw new MongoServerError(
          9, "FailedToParse", "unknown required message flags " + Integer.toHexString(flags));
    }
    int end = in.writerIndex() - ((flags & CHECKSUM_PRESENT) != 0 ? 4 : 0);
    Document body = null;
    Document sequences = new Document();
    while (in.readerIndex() < end) {
      int kind = in.readByte();
      if (kind == 0) {
        body = decode(in);
      } else if (kind == 1) {
        int stop = in.readerIndex() + in.getIntLE(in.readerIndex());
        in.skipBytes(4);
        String name = BsonDecoder.decodeCString(in);
        List<Document> documents = new ArrayList<>();
        while (in.readerIndex() < stop) {
          documents.add(decode(in));
        }
        sequences.put(name, documents);
      } else {
        throw new MongoServerError(9, "FailedToParse", "unknown message section " + kind);
      }
    }
    if (body == null) {
      throw new MongoServerError(9, "FailedToParse", "a message without a command");
    }
    body.putAll(sequences);
    return body;
  }

  private static Document decode(ByteBuf in) {
    int size = in.getIntLE(in.readerIndex());
    if (size > MAX_DOCUMENT) {
      throw new MongoServerError(
          10334,
          "BSONObjectTooLarge",
          "BSONObj size: " + size + " is invalid. Size must be between 0 and " + MAX_DOCUMENT);
    }
    return BsonDecoder.decodeBson(in);
  }

  /** The reply to this request as the bytes of one message. */
  ByteBuf reply(Document document) {
    ByteBuf out = Unpooled.buffer(512);
    out.writeIntLE(0).writeIntLE(0).writeIntLE(requestId);
    if (query) {
      out.writeIntLE(OP_REPLY).writeIntLE(8).writeLongLE(0).writeIntLE(0).writeIntLE(1);
    } else {
      out.writeIntLE(OP_MSG).writeIntLE(0).writeByte(0);
    }
    BsonEncoder.encodeDocument(document, out);
    out.setIntLE(0, out.writerIndex());
    return out;
  }
}
