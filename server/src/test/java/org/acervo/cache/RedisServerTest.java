package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisServerTest {
  private static String info(String version, String memory, String policy, String role) {
    return """
    # Server\r
    redis_version:%s\r
    run_id:abc\r
    \r
    # Memory\r
    maxmemory:%s\r
    maxmemory_policy:%s\r
    # Replication\r
    role:%s\r
    """
        .formatted(version, memory, policy, role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.2.0", "6.2.14", "7.0.15", "7.2.4", "8.0.1", "10.0.0", "6.3"})
  void newEnoughVersionsAreTaken(String version) {
    assertThat(RedisServer.of(info(version, "0", "noeviction", "master")).run()).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.0.16", "5.0.7", "6", "", "unknown", "2.8.24"})
  void olderAndUnknownVersionsAreRefused(String version) {
    assertThatThrownBy(() -> RedisServer.of(info(version, "0", "noeviction", "master")))
        .isInstanceOf(RedisServer.Unsuitable.class)
        .hasMessageContaining("6.2 or newer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"volatile-lru", "volatile-lfu", "volatile-ttl", "volatile-random"})
  void limitedMemoryWithAVolatilePolicyIsTaken(String policy) {
    assertThat(RedisServer.of(info("7.2.0", "1048576", policy, "master")).run()).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-lru", "allkeys-lfu", "allkeys-random", "noeviction"})
  void otherPoliciesAreRefusedWhereMemoryIsLimited(String policy) {
    assertThatThrownBy(() -> RedisServer.of(info("7.2.0", "1048576", policy, "master")))
        .isInstanceOf(RedisServer.Unsuitable.class)
        .hasMessageContaining("maxmemory-policy " + policy)
        .hasMessageContaining("Set maxmemory-policy volatile-lru");
    assertThat(RedisServer.of(info("7.2.0", "0", policy, "master")).run()).isEqualTo("abc");
  }

  @Test
  void replicasAreRefused() {
    assertThatThrownBy(() -> RedisServer.of(info("7.2.0", "0", "noeviction", "slave")))
        .isInstanceOf(RedisServer.Unsuitable.class)
        .hasMessageContaining("ACERVO_REDIS_URI");
  }
}
