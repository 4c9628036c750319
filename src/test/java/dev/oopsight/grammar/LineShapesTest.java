package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.oopsight.assembly.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineShapesTest {

  private final LineShapes shapes = new LineShapes();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "------------[ cut here ]------------                              | PREAMBLE",
        "warn_alloc: 59 callbacks suppressed                               | PREAMBLE",
        "SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC) | COMPANION",
        "sh: vmalloc: allocation failure: 4096 bytes, mode:0xdc0(GFP_KERNEL) | COMPANION",
        "NMI backtrace for cpu 1                                           | ANSWER",
        "net_ratelimit: 44 callbacks suppressed                            | EVENT",
        "blk_update_request: I/O error, dev sda, sector 2048               | EVENT",
        "unregister_netdevice: waiting for lo to become free. Usage count = 1 | EVENT",
        "list_del corruption. prev->next should be 1, but was 2            | PREAMBLE",
        "swapper: page allocation failure. order:1, mode:0\u00D74020       | HEADER",
        "postgres: walwr: page allocation failure: order:0, mode:0x820     | HEADER",
        "__alloc_pages: 0-order allocation failed (gfp=0x20/0)             | HEADER",
        "WARNING: CPU: 1 PID: 1234 at net/core/dev.c:38 f+0x3a7/0x3f0()    | HEADER",
        "[ INFO: possible circular locking dependency detected ]           | HEADER",
        "=[ BUG: bad unlock balance detected! ]                            | HEADER",
        "watchdog: BUG: soft lockup - CPU#1 stuck for 7s! [a:b:124]        | HEADER",
        "rcu: INFO: rcu_preempt self-detected stall on CPU                 | HEADER",
        "INFO: task a b:173 blocked in I/O wait for more than 5 seconds.   | HEADER",
        "Oops: general protection fault, probably for non-canonical address 0xdead: 0000 [#1] SMP | HEADER",
        "Oops: 0002 [#1] PREEMPT SMP                                       | FOLLOW_UP",
        "Oops: Oops: 0000 [#1] PREEMPT SMP                                 | FOLLOW_UP",
        "invalid opcode: 0000 [#1] SMP                                     | FOLLOW_UP",
        "Internal error: Oops: 96000006 [#1] SMP                           | FOLLOW_UP",
        "Kernel panic - not syncing: Fatal exception                       | FOLLOW_UP",
        "Killed process 12 (java) total-vm:1kB, anon-rss:1kB               | FOLLOW_UP",
        "NETDEV WATCHDOG: eth0 (e1000e): transmit queue 0 timed out        | BODY",
        "eth0: NETDEV WATCHDOG: CPU: 0: transmit queue 0 timed out 5720 ms | HEADER",
        "[<ffffffff804f2ebb>] __netdev_alloc_skb+0\u00D729/0\u00D743       | BODY",
        "[  172]  1000   172     2224      512    57344        0             0 dbus-daemon | BODY",
        "kmalloc-64             1204KB       1216KB                        | BODY",
        "task_struct(97:a b)        704KB        768KB                     | BODY",
        "total_rss 12                                                      | BODY",
        "Node 0 Normal free:41234kB min:45056kB low:56320kB                | BODY",
        "workingset_refault_anon 12                                        | BODY",
        "---[ end trace 0000000000000000 ]---                              | END",
        "---[ end Kernel panic - not syncing: Fatal exception ]---         | END",
        "init: done[   12.123456] BUG: kernel NULL pointer dereference, address: 0 | HEADER",
        "login: [   12.123456][  T104] BUG: unable to handle page fault for address: 0 | HEADER",
      })
  void tellsTheShape(String line, Shape shape) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);

    assertThat(shapes.of(line)).isEqualTo(shape);
    assertThat(shapes.matters(bytes, 0, bytes.length)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app: they saw \"BUG: kernel NULL pointer dereference, address: 0\" last week",
        "logger: he wrote 'swapper: page allocation failure. order:1' in the ticket",
        "nginx: page allocation failure handling enabled",
        "kernel panics are logged to /var/crash",
        "usb 1-1: new high-speed USB device number 2 using xhci_hcd",
        "monitor: switch said \"eth0: NIC Link is Down\" twice",
        "ata1: SATA link down (SStatus 0 SControl 300)",
        "pcieport 0000:00:1c.0: pciehp: Slot(0): Link Down",
        "IPv6: ADDRCONF(NETDEV_UP): eth0: link is not ready",
        "IPv6: ADDRCONF(NETDEV_CHANGE): eth0: link becomes ready",
        "EDAC MC0: Giving out device to module i7core_edac.c",
        "Kernel is locked down from EFI Secure Boot; see man kernel_lockdown.7",
        "TCP: Hash tables configured (established 4096 bind 4096)",
        "Spectre V2 : Mitigation: Retpolines",
        "RAS: Correctable Errors collector initialized.",
        "systemd-journald[1]: Suppressed 12 messages from unit a.service",
        "app[12]: printk: 3 messages suppressed, it wrote",
        "WARNING: this module is old, see the wiki",
        "driver: BUG: firmware too old, please update",
      })
  void staysSilent(String line) {
    assertThat(shapes.of(line)).isIn(Shape.OTHER, Shape.BODY);
  }

  static Stream<Row> headers() {
    return Headers.rows().stream();
  }

  static Stream<Row> rows() {
    return Stream.concat(headers(), RowTable.rows("body-lines.txt").stream());
  }

  @ParameterizedTest
  @MethodSource("headers")
  void holdsNothingInAWordingThatAPublisherDamages(Row row) {
    assertThat(row.wording()).doesNotContain("0x");
    assertThat(row.wording().length()).isGreaterThan(4);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isOpenedByAPattern(Row row) {
    assertThatCode(() -> row.reads("any line")).doesNotThrowAnyException();
  }

  @Property(tries = 300)
  void findsAWordingWhereverItStands(
      @ForAll("wordings") String wording, @ForAll("fillers") String before) {
    Wordings one = new Wordings(List.of(wording));
    byte[] bytes = (before + wording + "!").getBytes(StandardCharsets.ISO_8859_1);

    boolean[] sure = {true};
    assertThat(one.look(bytes, 0, bytes.length - 1, sure, Wordings.SURELY))
        .isEqualTo(Wordings.SURELY);
    assertThat(one.in(Arrays.copyOf(bytes, bytes.length - 1))).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BUG: KASAN: ", "BUG: KASAN: \t\r", "<IRQ> \u2003 ", "RIP: 0 \r"})
  void tellsBytesAndTextAlikeWhateverStandsAtTheEnd(String line) {
    tellsBytesAndTextAlike(line);
  }

  @Property(tries = 300)
  void tellsBytesAndTextAlike(@ForAll("lines") String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    assertThat(shapes.matters(bytes, 0, bytes.length)).isEqualTo(shapes.of(line) != Shape.OTHER);
  }

  @Provide
  Arbitrary<String> wordings() {
    return Arbitraries.of(
        Headers.rows().stream()
            .map(Row::wording)
            .filter(w -> w.chars().allMatch(c -> c >= ' '))
            .toList());
  }

  @Provide
  Arbitrary<String> fillers() {
    return Arbitraries.strings().ofMinLength(0).ofMaxLength(9).withChars("ab :[]0");
  }

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            wordings(),
            Arbitraries.of(
                "f+0x1/0x2", "g+0\u00D71/0\u00D72", "[   1.000000] ", "<IRQ>", "RIP: 0010:"),
            Arbitraries.strings().ofMaxLength(6));
    return Combinators.combine(piece, piece, piece).as((a, b, c) -> a + b + c);
  }
}
