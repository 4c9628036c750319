package dev.oopsight.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oopsight.config.ConfigChange;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.incident.RawText;
import dev.oopsight.log.HostId;
import dev.oopsight.query.SeedIncident;
import dev.oopsight.redaction.Redaction.What;
import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Kind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  private static final String KEY = "a key of this site";
  private static final Redaction POINTERS = Redaction.of(Set.of(What.POINTERS), "");
  private static final Redaction HOSTS = Redaction.of(Set.of(What.HOSTS), KEY);
  private static final Redaction COMMS = Redaction.of(Set.of(What.COMMS), KEY);

  @Test
  void numbersPointersInTheOrderOfTheText() {
    String text =
        "RIP: 0010:[<ffffffff8123abcd>]\nRAX: ffff888100000010 RBX: 0000000000000004\n"
            + "RCX: FFFFFFFF8123ABCD c0123456 addr:0xffff888100000010 [<c0123456>]";

    assertThat(redacted(POINTERS, text))
        .isEqualTo(
            "RIP: 0010:[<ffff000000000001>]\nRAX: ffff000000000002 RBX: 0000000000000004\n"
                + "RCX: ffff000000000001 f0000003 addr:0xffff000000000002 [<f0000003>]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000",
        "000000000000ffff",
        "fffffffffffffff4",
        "dead000000000122",
        "6b6b6b6b6b6b6b6b",
        "ffffffffffffffff",
        "00010286",
        "20091231",
        "fffffff4",
        "6b6b6b6b",
        "0xa20",
        "00000000deadbeef00000000deadbeef",
      })
  void leaveWhatIsNoAddressOfAnything(String text) {
    assertThat(redacted(POINTERS, text)).isEqualTo(text);
  }

  @Test
  void hidePointersAmongTheBytesOfADump() {
    assertThat(redacted(POINTERS, "Object: 6b 6b 40 5d 12 81 88 88 ff ff 6b a5"))
        .isEqualTo("Object: 6b 6b .. .. .. .. .. .. ff ff 6b a5");
  }

  @Test
  void givePointersInFieldsTheNumberThatTheyHaveInTheText() {
    KernelIncident incident = with("a ffff888100000010\nb ffffffff8044b1b7");

    KernelIncident redacted = POINTERS.of(incident);

    Frame guilty = redacted.trace().guilty().orElseThrow();
    assertThat(guilty.address()).hasValue(0xffff_0000_0000_0002L);
    assertThat(redacted.text().text()).endsWith("b ffff000000000002");
    assertThat(redacted.id()).isEqualTo(incident.id());
    assertThat(redacted.fingerprints()).isEqualTo(incident.fingerprints());
    assertThat(redacted.diagnosis().ruleSet()).isEqualTo(incident.diagnosis().ruleSet());
    assertThat(redacted.host()).isEqualTo(incident.host());
  }

  @Test
  void callOneHostByOneNameInWhateverCaseAndLength() {
    HostId host = new HostId("web1.example.com");
    String token = HOSTS.host(host).value();

    KernelIncident redacted =
        HOSTS.of(on(host, "web1: WEB1.example.com, web1.example.com web12 nfs.example.com"));

    assertThat(token).matches("host-[0-9a-f]{12}");
    assertThat(redacted.host().value()).isEqualTo(token);
    assertThat(redacted.text().text())
        .matches("%1$s: %1$s, %1$s web12 nfs\\.domain-[0-9a-f]{12}".formatted(token));
    assertThat(HOSTS.host(host)).isEqualTo(HOSTS.host(new HostId("web1.example.com")));
    assertThat(Redaction.of(Set.of(What.HOSTS), KEY + KEY).host(host))
        .isNotEqualTo(HOSTS.host(host));
  }

  @Test
  void hideAServerThatAMessageNames() {
    assertThat(redacted(HOSTS, "nfs: server filer7 not responding, timed out"))
        .matches("nfs: server host-[0-9a-f]{12} not responding, timed out");
  }

  @Test
  void takeNoNumberOfAnAddressForAName() {
    assertThat(HOSTS.of(on(new HostId("10.0.0.5"), "10 of 10.0.0.5")).text().text())
        .matches("10 of host-[0-9a-f]{12}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CPU: 0 PID: 7 Comm: secret x Not tainted 6.1.0 | secret x",
        "Pid: 12, comm: secretd Not tainted 2.6.24 | secretd",
        "INFO: task secretd:4711 blocked for more than 120 seconds. | secretd",
        "task:secretd         state:D stack:0 pid:4711 | secretd",
        "Killed process 4711 (secret sauce) total-vm:1kB | secret sauce",
        "Out of memory: Kill process 4711 (secretd) score 9 or sacrifice child | secretd",
        "EXT4-fs error (device sda1): ext4_lookup:1: inode #2: comm secretd: iget | secretd",
        "Write of size 4 at addr 00 by task secretd/4711 | secretd",
        "secretd/4711 is trying to acquire lock: | secretd",
        "secretd invoked oom-killer: gfp_mask=0x280da, order=0 | secretd",
        "secretd: page allocation failure. order:1, mode:0x4020 | secretd",
        "secretd[4711]: segfault at 0 ip 00 | secretd",
        "[ 4711]  1000  4711   123456   4321  90112    0     0 secretd | secretd",
        "1 lock held by secretd/4711: | secretd",
        "BUG: sleeping function called in secretd/4711 | secretd",
        "Process secretd (pid: 4711, threadinfo 00) | secretd",
      })
  void hideTheTasksThatMessagesName(String line, String comm) {
    assertThat(redacted(COMMS, line)).doesNotContain(comm).containsPattern("comm-[0-9a-f]{10}");
  }

  @Test
  void keepOneTaskOneTask() {
    String text = redacted(COMMS, "Comm: nginx Not tainted\nnginx/0: x nginx nginxd swapper");

    assertThat(text).matches("Comm: (comm-\\w{10}) Not tainted\\n\\1/0: x \\1 nginxd comm-\\w{10}");
  }

  @Test
  void takeNoNumberForATask() {
    assertThat(redacted(COMMS, "page 3 of 5/8, in 7[12]")).isEqualTo("page 3 of 5/8, in 7[12]");
  }

  @Test
  void staysAsCutAsTheTextWas() {
    KernelIncident cut = with(new RawText("web1 web1 web1", 99));

    assertThat(HOSTS.of(with("web1 web1")).text().isCut()).isFalse();
    assertThat(HOSTS.of(cut).text().isCut()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sysctl:kernel.hostname", "configured:sysctl:kernel.hostname"})
  void redactAChangeOfConfig(String key) {
    ConfigChange change =
        new ConfigChange(
            new HostId("web1"),
            key,
            Optional.of("oldname"),
            Optional.of("web1"),
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(),
            0);

    ConfigChange redacted = HOSTS.of(change);

    assertThat(redacted.toString()).doesNotContain("web1", "oldname");
    assertThat(redacted.after()).contains(redacted.host().value());
  }

  @Test
  void takeNothingOutThatNobodyAskedFor() {
    KernelIncident incident = with("web1 swapper ffff888100000010");

    assertThat(Redaction.NONE.of(incident)).isSameAs(incident);
    assertThat(Redaction.of(Set.of(), "")).isSameAs(Redaction.NONE);
    assertThat(Redaction.of(EnumSet.allOf(What.class), KEY).told())
        .isEqualTo("pointers,hosts,comms");
    assertThatThrownBy(() -> Redaction.of(Set.of(What.HOSTS), "short"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hidePointersInBytesOfAnyEncoding() {
    byte[] bytes = "\u00e9 ffff888100000010 \u00e9".getBytes(UTF_8);

    assertThat(new String(POINTERS.pointersOf(bytes), UTF_8))
        .isEqualTo("\u00e9 ffff000000000001 \u00e9");
    assertThat(HOSTS.pointersOf(bytes)).isSameAs(bytes);
  }

  private static String redacted(Redaction redaction, String text) {
    return redaction.of(with(text)).text().text();
  }

  private static KernelIncident with(String text) {
    return on(new HostId("web1"), text);
  }

  private static KernelIncident with(RawText text) {
    return on(new HostId("web1"), text);
  }

  private static KernelIncident on(HostId host, String text) {
    return on(host, new RawText(text, text.getBytes(UTF_8).length));
  }

  private static KernelIncident on(HostId host, RawText text) {
    KernelIncident seed =
        SeedIncident.with(host, new UUID(0, 1), SeedIncident.BEGAN, Kind.PAGE_ALLOCATION_FAILURE);
    return new KernelIncident(
        seed.id(),
        seed.revision(),
        seed.change(),
        seed.host(),
        seed.boot(),
        seed.firstAt(),
        seed.lastAt(),
        seed.firstKernelTime(),
        seed.printed(),
        seed.suppressed(),
        seed.trace(),
        text,
        seed.source(),
        seed.fingerprints(),
        seed.configBasis(),
        seed.config(),
        seed.changedBefore(),
        seed.diagnosis(),
        seed.cuts());
  }
}
