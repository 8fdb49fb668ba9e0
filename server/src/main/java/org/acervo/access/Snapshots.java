package org.acervo.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;

/**
 * A whole policy as bytes, for nodes that start. What cannot be read, or was written by another
 * version, is as good as not there.
 */
final class Snapshots {
  private static final int FORMAT = 0x61_7a_00_01;

  private Snapshots() {}

  static byte[] write(PolicyData data) {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 16))) {
      out.writeInt(FORMAT);
      map(out, data.people(), (id, member) -> person(out, id, member));
      map(
          out,
          data.groups(),
          (id, above) -> {
            out.writeUTF(id.value());
            list(out, above.stream().map(GroupId::value).toList());
          });
      map(
          out,
          data.roles(),
          (id, role) -> {
            out.writeUTF(id.value());
            out.writeUTF(role.name());
            out.writeByte(role.mask());
            out.writeBoolean(role.builtin());
            out.writeLong(role.rev());
          });
      map(
          out,
          data.collections(),
          (id, branch) -> {
            out.writeUTF(id.value());
            out.writeUTF(branch.parent().value());
            out.writeBoolean(branch.inherit());
            out.writeBoolean(branch.trashed());
            grants(out, branch.grants());
          });
      map(
          out,
          data.items(),
          (id, own) -> {
            out.writeUTF(id.value());
            out.writeBoolean(own.inherit());
            grants(out, own.grants());
          });
      map(
          out,
          data.links(),
          (id, until) -> {
            out.writeUTF(id.value());
            time(out, until);
          });
      out.writeInt(FORMAT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /** Empty when it cannot be read. The number and mark are for the caller to set. */
  static Optional<PolicyData> read(byte[] bytes) {
    try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      if (in.readInt() != FORMAT) {
        return Optional.empty();
      }
      Map<UserId, Member> people = map(in, () -> new UserId(in.readUTF()), () -> person(in));
      Map<GroupId, Set<GroupId>> groups =
          map(in, () -> new GroupId(in.readUTF()), () -> Groups.ids(list(in)));
      var roles = new HashMap<RoleId, Role>();
      for (int n = in.readInt(); n > 0; n--) {
        var id = new RoleId(in.readUTF());
        roles.put(
            id,
            new Role(
                id,
                in.readUTF(),
                Permission.set(in.readUnsignedByte()),
                in.readBoolean(),
                in.readLong()));
      }
      Map<CollectionId, Branch> collections =
          map(in, () -> new CollectionId(in.readUTF()), () -> branch(in));
      Map<ItemId, Own> items =
          map(in, () -> new ItemId(in.readUTF()), () -> new Own(in.readBoolean(), grants(in)));
      Map<LinkId, Optional<Instant>> links =
          map(in, () -> new LinkId(in.readUTF()), () -> time(in));
      return in.readInt() == FORMAT
          ? Optional.of(new PolicyData(0, "", people, groups, roles, collections, items, links))
          : Optional.empty();
    } catch (IOException | Failed unreadable) {
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Writing<K, V> {
    void write(K key, V value) throws IOException;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <K, V> void map(DataOutputStream out, Map<K, V> map, Writing<K, V> writing)
      throws IOException {
    out.writeInt(map.size());
    for (var entry : map.entrySet()) {
      writing.write(entry.getKey(), entry.getValue());
    }
  }

  private static <K, V> Map<K, V> map(DataInputStream in, Reading<K> key, Reading<V> value)
      throws IOException {
    int size = in.readInt();
    var map = new HashMap<K, V>();
    for (int i = 0; i < size; i++) {
      map.put(key.read(), value.read());
    }
    return map;
  }

  private static void person(DataOutputStream out, UserId id, Member member) throws IOException {
    out.writeUTF(id.value());
    out.writeBoolean(member.active());
    out.writeBoolean(member.admin());
    out.writeLong(member.gen());
    out.writeUTF(member.login());
    out.writeUTF(member.name());
    out.writeUTF(member.locale().orElse(""));
    list(out, member.groups().stream().map(GroupId::value).toList());
  }

  private static Member person(DataInputStream in) throws IOException {
    return new Member(
        in.readBoolean(),
        in.readBoolean(),
        in.readLong(),
        in.readUTF(),
        in.readUTF(),
        Optional.of(in.readUTF()).filter(locale -> !locale.isEmpty()),
        Groups.ids(list(in)));
  }

  private static Branch branch(DataInputStream in) throws IOException {
    var parent = new CollectionId(in.readUTF());
    boolean inherit = in.readBoolean();
    boolean trashed = in.readBoolean();
    return new Branch(parent, inherit, grants(in), trashed);
  }

  private static void grants(DataOutputStream out, List<Grant> grants) throws IOException {
    out.writeInt(grants.size());
    for (var grant : grants) {
      out.writeUTF(grant.principal().text());
      out.writeUTF(grant.role().map(RoleId::value).orElse(""));
      out.writeByte(Permission.mask(grant.permissions()));
      out.writeBoolean(grant.effect() == Effect.DENY);
      time(out, grant.until());
    }
  }

  private static List<Grant> grants(DataInputStream in) throws IOException {
    int size = in.readInt();
    var grants = new ArrayList<Grant>(Math.min(size, 500));
    for (int i = 0; i < size; i++) {
      var principal =
          Principal.of(in.readUTF()).orElseThrow(() -> new IOException("not a principal"));
      var role = Optional.of(in.readUTF()).filter(id -> !id.isEmpty()).map(RoleId::new);
      var permissions = Permission.set(in.readUnsignedByte());
      var effect = in.readBoolean() ? Effect.DENY : Effect.ALLOW;
      grants.add(new Grant(principal, role, permissions, effect, time(in)));
    }
    return grants;
  }

  private static void time(DataOutputStream out, Optional<Instant> time) throws IOException {
    out.writeLong(time.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
  }

  private static Optional<Instant> time(DataInputStream in) throws IOException {
    long millis = in.readLong();
    return millis == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static void list(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (var text : texts) {
      out.writeUTF(text);
    }
  }

  private static List<String> list(DataInputStream in) throws IOException {
    int size = in.readInt();
    var texts = new HashSet<String>();
    for (int i = 0; i < size; i++) {
      texts.add(in.readUTF());
    }
    return List.copyOf(texts);
  }
}
