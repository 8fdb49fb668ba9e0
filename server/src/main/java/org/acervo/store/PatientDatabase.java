package org.acervo.store;

import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The driver's database whose every call goes through {@link Operations}, as a read or as a write.
 * It stands here once, so that no adapter can forget it; the interfaces have some hundred methods,
 * which is why they are not written out.
 *
 * <p>A read takes the elements of an iterable, or counts. All else that a collection can be asked
 * for is a write, also what a later driver may add. Change streams are left alone: whoever follows
 * one knows better where to go on.
 */
final class PatientDatabase {
  private final Operations operations;

  private PatientDatabase(Operations operations) {
    this.operations = operations;
  }

  static MongoDatabase of(MongoDatabase database, Operations operations) {
    return (MongoDatabase) new PatientDatabase(operations).wrapped(MongoDatabase.class, database);
  }

  /** One call of one of the driver's objects. */
  @SuppressWarnings("ArrayRecordComponent") // as reflection takes it; nothing compares it
  private record Call(Object target, Method method, @Nullable Object[] arguments) {
    @Nullable Object now() {
      return with(arguments);
    }

    /** The driver's methods declare no checked exceptions. */
    @Nullable Object with(@Nullable Object... others) {
      try {
        return method.invoke(target, others);
      } catch (InvocationTargetException e) {
        throw switch (e.getCause()) {
          case RuntimeException cause -> cause;
          case Error cause -> throw cause;
          case null, default -> new IllegalStateException(e);
        };
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("the driver's interfaces are public", e);
      }
    }
  }

  private Object wrapped(Class<?> type, Object target) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (_, method, arguments) ->
            answer(new Call(target, method, arguments == null ? new Object[0] : arguments)));
  }

  /** What is handed out is watched like what handed it out. */
  private @Nullable Object answer(Call call) {
    var type = call.method().getReturnType();
    var result =
        switch (call.target()) {
          case MongoDatabase _, MongoCollection<?> _ -> run(call);
          case MongoIterable<?> _ -> taken(call);
          default -> Operations.readOnce(call::now);
        };
    return result != null && watches(type) ? wrapped(type, result) : result;
  }

  private static boolean watches(Class<?> type) {
    return !ChangeStreamIterable.class.isAssignableFrom(type)
        && (MongoIterable.class.isAssignableFrom(type)
            || type == MongoCursor.class
            || type == MongoCollection.class
            || type == MongoDatabase.class);
  }

  private @Nullable Object run(Call call) {
    return switch (call.method().getName()) {
      case "countDocuments", "estimatedDocumentCount" -> operations.read(call::now);
      default -> Operations.write(call::now);
    };
  }

  /** Elements are taken aside first, so that a read that breaks off half-way can begin again. */
  private @Nullable Object taken(Call call) {
    return switch (call.method().getName()) {
      case "first", "iterator", "cursor", "explain" -> operations.read(call::now);
      case "into" -> {
        var found = operations.read(() -> (Collection<?>) call.with(new ArrayList<>()));
        yield into(call.arguments()[0], found);
      }
      case "toCollection" -> Operations.write(call::now);
      default -> Operations.readOnce(call::now);
    };
  }

  @SuppressWarnings("unchecked") // the driver's own signature pairs the two
  private static @Nullable Object into(@Nullable Object target, @Nullable Collection<?> found) {
    if (target != null && found != null) {
      ((Collection<Object>) target).addAll(found);
    }
    return target;
  }
}
