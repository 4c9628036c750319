package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What short commands do, once each and unseen. {@code bin/oopsight} runs it after a build with
 * {@code -XX:ArchiveClassesAtExit}, so that later starts map the classes instead of reading them.
 */
final class Rehearsal {

  private static final String FAULT =
      """
      swapper: page allocation failure. order:1, mode:0x4020
      Pid: 0, comm: swapper Not tainted 2.6.24 #1

      Call Trace:
       <IRQ>  [<ffffffff8026b4a8>] __alloc_pages+0x2f8/0x310
       [<ffffffff80289b6c>] new_slab+0x19c/0x230
       [<ffffffff8041d2a5>] __alloc_skb+0x65/0x150
       [<ffffffff80424d2b>] net_rx_action+0x8b/0x140
       <EOI>
      vm.min_free_kbytes = 11495
      """;

  private Rehearsal() {}

  public static void main(String[] args) throws Exception {
    Path log = Files.createTempFile("oopsight-", ".log");
    try {
      Files.writeString(log, FAULT, UTF_8);
      run("--help");
      for (String format : List.of("text", "json", "ecs")) {
        run("explain", "--format", format, log.toString());
      }
    } finally {
      Files.delete(log);
    }
  }

  private static void run(String... args) {
    PrintWriter unseen = new PrintWriter(Writer.nullWriter());
    Main.commandLine(new Wiring()).setOut(unseen).setErr(unseen).execute(args);
  }
}
