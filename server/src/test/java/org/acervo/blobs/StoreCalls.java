package org.acervo.blobs;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Supplier;

/** A database that hands every call to the server to somebody, who makes it, or does not. */
final class StoreCalls {
  private static final Set<String> READING =
      Set.of("first", "into", "iterator", "cursor", "forEach");
  private static final Set<String> BUILDING =
      Set.of("find", "aggregate", "getNamespace", "withDocumentClass");

  /** Stands between a caller and the server. */
  interface Between {
    Object call(Supplier<Object> call);
  }

  private StoreCalls() {}

  static MongoDatabase watched(MongoDatabase real, Between between) {
    return proxy(MongoDatabase.class, real, Set.of(), between);
  }

  private static <T> T proxy(Class<T> type, Object real, Set<String> calls, Between between) {
    return type.cast(
        Proxy.newProxyInstance(
            StoreCalls.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              boolean isCall =
                  type == MongoCollection.class
                      ? !BUILDING.contains(method.getName())
                      : calls.contains(method.getName());
              return isCall
                  ? between.call(() -> invoke(method, real, arguments))
                  : wrapped(invoke(method, real, arguments), between);
            }));
  }

  private static Object wrapped(Object result, Between between) {
    return switch (result) {
      case MongoCollection<?> it -> proxy(MongoCollection.class, it, Set.of(), between);
      case FindIterable<?> it -> proxy(FindIterable.class, it, READING, between);
      case AggregateIterable<?> it -> proxy(AggregateIterable.class, it, READING, between);
      case MongoIterable<?> it -> proxy(MongoIterable.class, it, READING, between);
      default -> result;
    };
  }

  private static Object invoke(Method method, Object real, Object[] arguments) {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
