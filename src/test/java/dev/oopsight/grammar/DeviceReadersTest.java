package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.Detail;
import dev.oopsight.trace.FileSystemError;
import dev.oopsight.trace.IoError;
import dev.oopsight.trace.MachineCheck;
import dev.oopsight.trace.MemoryFailure;
import dev.oopsight.trace.Task;
import dev.oopsight.trace.TransmitTimeout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of devices that fail, and of what stands on them. */
class DeviceReadersTest {

  private static Detail detail(String line) {
    return new TraceParser().parse(TraceTexts.of(List.of(line))).orElseThrow().detail();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NETDEV WATCHDOG: eth0: transmit timed out                                | eth0 |",
        "eth0: NETDEV WATCHDOG: CPU: 3: transmit queue 0 timed out 5720 ms        | eth0 |",
        "igb 0000:00:03.0 eth0.7: NETDEV WATCHDOG: CPU: 0: transmit queue 0 timed out 5720 ms | eth0.7 | igb",
        "virtio_net virtio0 ens3: NETDEV WATCHDOG: CPU: 0: transmit que           | ens3 | virtio_net",
      })
  void readsWhichDeviceDidNotSend(String line, String device, String driver) {
    TransmitTimeout timeout = (TransmitTimeout) detail(line);

    assertThat(timeout.device()).contains(device);
    assertThat(timeout.driver()).isEqualTo(Optional.ofNullable(driver));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "end_request: I/O error, dev sda, sector 2048                     | I/O             | 2048",
        "end_request: critical target error, dev sda, sector 7            | critical target | 7",
        "blk_update_request: critical space allocation error, dev dm-1, sector 8 | critical space allocation | 8",
        "timeout error, dev nvme0n1, sector 9 op 0x1:(WRITE) flags 0x0    | timeout         | 9",
        "I/O error, dev sda, sector 99999999999999999999                  | I/O             |",
        "I/O error, dev sda, sec                                          | I/O             |",
      })
  void readsWhatBecameOfARequest(String line, String error, Long sector) {
    IoError read = (IoError) detail(line);

    assertThat(read.error()).contains(error);
    assertThat(read.sector().stream().boxed().toList())
        .isEqualTo(sector == null ? List.of() : List.of(sector));
  }

  @Test
  void leavesOutWhatWasCutOfAFileSystemsError() {
    FileSystemError error =
        (FileSystemError) detail("EXT4-fs error (device dm-0): ext4_find_entry:1612: inode #2: co");

    assertThat(error.inode()).hasValue(2);
    assertThat(error.comm()).isEmpty();
    assertThat(error.message()).contains("co");
  }

  @Test
  void takesNoNameOfAFunctionFromASentence() {
    FileSystemError error =
        (FileSystemError) detail("BTRFS critical (device sda1): corrupt leaf: root=2 slot=12");

    assertThat(error.function()).isEmpty();
    assertThat(error.message()).contains("corrupt leaf: root=2 slot=12");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "be00000000800090 | UNCORRECTED CONTEXT_CORRUPT ADDRESS_VALID MISC_VALID MEMORY_CONTROLLER",
        "8c00004000010090 | CORRECTED ADDRESS_VALID MISC_VALID MEMORY_CONTROLLER",
        "d000000000001135 | CORRECTED OVERFLOW CACHE",
        "b200000000070f0f | UNCORRECTED CONTEXT_CORRUPT BUS",
        "9000000000000014 | CORRECTED TLB",
        "0000000000000090 | ''",
      })
  void decodesTheStatusOfABank(String status, String meaning) {
    MachineCheck check =
        (MachineCheck) detail("mce: [Hardware Error]: CPU 2: Machine Check: 0 Bank 7: " + status);

    assertThat(
            check.banks().get(0).meaning().stream()
                .map(Enum::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(meaning);
  }

  @Test
  void readsWhoWasKilledForADamagedPage() {
    MemoryFailure failure =
        (MemoryFailure)
            detail("Memory failure: 0x12345: Killing a:b c:4321 due to hardware memory corruption");

    assertThat(failure.killed()).contains(new Task("a:b c", OptionalInt.of(4321)));
    assertThat(failure.outcome()).isEmpty();
  }
}
