package dev.oopsight.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Task;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pid: 0, comm: swapper Not tainted 2.6.24-gentoo-r8_64-08.19.08 #1 | swapper | 0 | ''  | 2.6.24-gentoo-r8_64-08.19.08",
        "CPU: 0 PID: 1 Comm: a (b) [c] Not tainted 5.10.0-8-amd64 #1 | a (b) [c] | 1 | '' | 5.10.0-8-amd64",
        "CPU: 1 UID: 0 PID: 172 Comm: rx Tainted: G           OE      6.12.95+deb12-amd64 #1 | rx | 172 | GOE | 6.12.95+deb12-amd64",
        "CPU: 2 PID: 3 Comm: x Kdump: loaded Tainted: G  OE  ------------   3.10.0-1160.el7.x86_64 #1 | x | 3 | GOE | 3.10.0-1160.el7.x86_64",
        "CPU: 2 PID: 3 Comm: Not tainted Not tainted 6.1.0 #1 | Not tainted | 3 | '' | 6.1.0",
        "Pid: 12, comm: f:lush Tainted: P   M       2.6.32 #1 E100 | f:lush | 12 | PM | 2.6.32",
      })
  void tellsTaskTaintAndKernel(String line, String comm, int pid, String taint, String release) {
    TaskLine read = TaskLine.read(line).orElseThrow();

    assertThat(read.task()).contains(new Task(comm, OptionalInt.of(pid)));
    assertThat(read.taint()).contains(new Taint(taint));
    assertThat(read.kernel()).map(KernelRelease::text).contains(release);
  }

  @Test
  void tellsTheCpu() {
    assertThat(TaskLine.read("CPU: 3 PID: 1 Comm: x Not tainted 6.1.0 #1").orElseThrow().cpu())
        .hasValue(3);
    assertThat(TaskLine.read("CPU:    0").orElseThrow().cpu()).hasValue(0);
  }

  @Test
  void tellsTheTaskOfALineThatIsCut() {
    assertThat(TaskLine.read("CPU: 0 PID: 17 Comm: swapp").orElseThrow().task())
        .contains(new Task("swapp", OptionalInt.of(17)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CPU: all", "Pid file is stale", "Tainted: [W]=WARN, [O]=OOT_MODULE"})
  void leavesOtherLinesAlone(String line) {
    assertThat(TaskLine.read(line)).isEmpty();
  }
}
