package org.acervo.cache;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The server named by {@code ACERVO_TEST_REDIS_URI}, for Valkey and newer versions of Redis. It is
 * flushed: name one that nobody else uses.
 */
@EnabledIfEnvironmentVariable(named = "ACERVO_TEST_REDIS_URI", matches = ".+")
class NamedRedisTest extends SharedContract {
  @Override
  String uri() {
    return System.getenv("ACERVO_TEST_REDIS_URI");
  }
}
