package org.acervo.media.confine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of system calls on this processor. Sources: the kernel's {@code
 * arch/x86/entry/syscalls/syscall_64.tbl} and {@code include/uapi/asm-generic/unistd.h}.
 *
 * @param architecture AUDIT_ARCH of {@code linux/audit.h}, by which a filter knows the processor
 * @param refused what a worker may never ask for
 */
record SystemCalls(int architecture, Map<String, Integer> numbers, List<Integer> refused) {
  private static final int AUDIT_ARCH_X86_64 = 0xC000003E;
  private static final int AUDIT_ARCH_AARCH64 = 0xC00000B7;

  /** What the launcher calls itself or looks at more closely: name, x86-64, AArch64. */
  private static final String USED =
      """
          openat 257 56
          close 3 57
          execve 59 221
          clone 56 220
          clone3 435 435
          kill 62 129
          tgkill 234 131
          prctl 157 167
          capset 126 91
          setgroups 116 159
          setresgid 119 149
          setresuid 117 147
          prlimit64 302 261
          umask 95 166
          seccomp 317 277
          landlock_create_ruleset 444 444
          landlock_add_rule 445 445
          landlock_restrict_self 446 446
      """;

  /** What a decoder has no business with: name, x86-64, AArch64; a dash where there is none. */
  private static final String REFUSED =
      """
          # sockets; a pair of them leads nowhere and Java makes one
          socket 41 198
          connect 42 203
          accept 43 202
          accept4 288 242
          bind 49 200
          listen 50 201
          sendto 44 206
          sendmsg 46 211
          sendmmsg 307 269
          recvfrom 45 207
          recvmsg 47 212
          recvmmsg 299 243
          # other processes
          ptrace 101 117
          process_vm_readv 310 270
          process_vm_writev 311 271
          process_madvise 440 440
          process_mrelease 448 448
          kcmp 312 272
          pidfd_open 434 434
          pidfd_getfd 438 438
          pidfd_send_signal 424 424
          tkill 200 130
          rt_sigqueueinfo 129 138
          rt_tgsigqueueinfo 297 240
          sched_setaffinity 203 122
          sched_setattr 314 274
          sched_setparam 142 118
          sched_setscheduler 144 119
          setpriority 141 140
          ioprio_set 251 30
          migrate_pages 256 238
          move_pages 279 239
          # new processes; threads are clone, which is looked at more closely
          fork 57 -
          vfork 58 -
          execveat 322 281
          # owners, modes and attributes of files, which Landlock does not cover
          chmod 90 -
          fchmod 91 52
          fchmodat 268 53
          fchmodat2 452 452
          chown 92 -
          fchown 93 55
          lchown 94 -
          fchownat 260 54
          setxattr 188 5
          lsetxattr 189 6
          fsetxattr 190 7
          setxattrat 463 463
          removexattr 197 14
          lremovexattr 198 15
          fremovexattr 199 16
          removexattrat 466 466
          utime 132 -
          utimes 235 -
          utimensat 280 88
          futimesat 261 -
          mknod 133 -
          mknodat 259 33
          # mounts and namespaces
          mount 165 40
          umount2 166 39
          pivot_root 155 41
          chroot 161 51
          unshare 272 97
          setns 308 268
          open_tree 428 428
          move_mount 429 429
          fsopen 430 430
          fsconfig 431 431
          fsmount 432 432
          fspick 433 433
          mount_setattr 442 442
          name_to_handle_at 303 264
          open_by_handle_at 304 265
          quotactl 179 60
          quotactl_fd 443 443
          swapon 167 224
          swapoff 168 225
          acct 163 89
          # kernel programs, modules and counters
          bpf 321 280
          perf_event_open 298 241
          lookup_dcookie 212 18
          init_module 175 105
          finit_module 313 273
          delete_module 176 106
          kexec_load 246 104
          kexec_file_load 320 294
          fanotify_init 300 262
          userfaultfd 323 282
          io_uring_setup 425 425
          io_uring_enter 426 426
          io_uring_register 427 427
          personality 135 92
          iopl 172 -
          ioperm 173 -
          # keys and messages between processes
          add_key 248 217
          request_key 249 218
          keyctl 250 219
          shmget 29 194
          shmat 30 196
          shmctl 31 195
          semget 64 190
          semop 65 193
          semctl 66 191
          semtimedop 220 192
          msgget 68 186
          msgsnd 69 189
          msgrcv 70 188
          msgctl 71 187
          mq_open 240 180
          mq_unlink 241 181
          # the machine's clock and name
          settimeofday 164 170
          clock_settime 227 112
          clock_adjtime 305 266
          adjtimex 159 171
          sethostname 170 161
          setdomainname 171 162
          reboot 169 142
          syslog 103 116
          vhangup 153 58
      """;

  SystemCalls {
    numbers = Map.copyOf(numbers);
    refused = List.copyOf(refused);
  }

  /** Those of this machine, if its system and processor are known here. */
  static Optional<SystemCalls> ofThisMachine() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> Optional.of(read(AUDIT_ARCH_X86_64, 1));
      case "aarch64" -> Optional.of(read(AUDIT_ARCH_AARCH64, 2));
      default -> Optional.empty();
    };
  }

  int number(String name) {
    return java.util.Objects.requireNonNull(numbers.get(name), name);
  }

  private static SystemCalls read(int architecture, int column) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String[] row : rows(USED)) {
      numbers.put(row[0], Integer.valueOf(row[column]));
    }
    List<Integer> refused = new ArrayList<>();
    for (String[] row : rows(REFUSED)) {
      if (!row[column].equals("-")) {
        refused.add(Integer.valueOf(row[column]));
      }
    }
    return new SystemCalls(architecture, numbers, refused);
  }

  private static List<String[]> rows(String table) {
    return table
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split(" ", -1))
        .toList();
  }
}
