package org.acervo.web;

import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.Texts;

/**
 * The proxies in front of Acervo whose word about where a request comes from counts.
 *
 * <p>Everybody can send {@code X-Forwarded-For} (or {@code Forwarded}, RFC 7239), and each proxy
 * adds the address that it was called from at the end. So the list is read from its end: the first
 * address that is no trusted proxy is the client. From anybody else the headers are ignored.
 */
public final class TrustedProxies {
  /** Longer ones are somebody's play. */
  private static final int MOST = 32;

  private final List<Network> networks;

  @SuppressWarnings("ArrayRecordComponent") // nothing compares it
  private record Network(byte[] address, int bits) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private TrustedProxies(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Reads addresses and networks, such as {@code 10.0.0.0/8, ::1}.
   *
   * @throws IllegalArgumentException naming the one that is neither
   */
  public static TrustedProxies of(String text) {
    var networks = new ArrayList<Network>();
    for (String one : Texts.parts(text.replace(' ', ','), ',')) {
      if (!one.isEmpty()) {
        networks.add(network(one));
      }
    }
    return new TrustedProxies(List.copyOf(networks));
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    try {
      byte[] address =
          InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
      int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
      if (bits >= 0 && bits <= address.length * 8) {
        return new Network(address, bits);
      }
    } catch (IllegalArgumentException e) {
      // It is named below, as one with too many bits is.
    }
    throw new IllegalArgumentException(
        "ACERVO_TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, separated by"
            + " commas, not '"
            + text
            + "'");
  }

  /**
   * Where a request comes from.
   *
   * @param peer the address at the other end of the connection
   */
  String client(String peer, MultiMap headers) {
    if (!trusts(peer)) {
      return peer;
    }
    var told = told(headers);
    String client = peer;
    int looked = 0;
    for (String address : told.reversed()) {
      var literal = literal(address);
      if (literal.isEmpty() || looked++ == MOST) {
        return client; // what stands before it cannot be told from an invention
      }
      client = literal.get();
      if (!trusts(client)) {
        return client;
      }
    }
    return client;
  }

  boolean trusts(InetAddress address) {
    byte[] bytes = address.getAddress();
    return networks.stream().anyMatch(network -> network.contains(bytes));
  }

  private boolean trusts(String address) {
    if (networks.isEmpty() || address.isEmpty()) {
      return false;
    }
    try {
      return trusts(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException e) { // the path of a socket is no address
      return false;
    }
  }

  private static List<String> told(MultiMap headers) {
    var addresses = new ArrayList<String>();
    for (String line : headers.getAll("X-Forwarded-For")) {
      for (String one : Texts.parts(line, ',')) {
        addresses.add(one.strip());
      }
    }
    if (!addresses.isEmpty()) {
      return addresses;
    }
    for (String line : headers.getAll("Forwarded")) {
      for (String hop : Texts.parts(line, ',')) {
        addresses.add(forwarded(hop));
      }
    }
    return addresses;
  }

  /** The {@code for} of one hop; empty, which is no address, where there is none. */
  private static String forwarded(String hop) {
    for (String pair : Texts.parts(hop, ';')) {
      String stripped = pair.strip();
      if (stripped.regionMatches(true, 0, "for=", 0, 4)) {
        return stripped.substring(4).replace("\"", "");
      }
    }
    return "";
  }

  /** Without a port and without the brackets of IPv6. */
  private static Optional<String> literal(String text) {
    String address = text;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      address = end < 0 ? "" : text.substring(1, end);
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      address = text.substring(0, text.indexOf(':'));
    }
    try {
      return Optional.of(InetAddress.ofLiteral(address).getHostAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
