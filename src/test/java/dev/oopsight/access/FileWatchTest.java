package dev.oopsight.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

  @TempDir private Path dir;
  private final FileWatch watch = new FileWatch(new ScheduledExecutorScheduler());

  @Test
  void loadsAFileAtOnceAndAgainWhenItsContentsChange() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "one");
    List<String> loaded = new ArrayList<>();
    watch.add(List.of(file), () -> loaded.add(read(file)));

    watch.look();
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, Files.getLastModifiedTime(dir));
    watch.look();
    watch.look();

    assertThat(loaded).containsExactly("one", "two");
  }

  @Test
  void goesOnWithWhatHeldWhereAFileCannotBeUsedUntilItCan() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "good");
    List<String> loaded = new ArrayList<>();
    watch.add(
        List.of(file),
        () -> {
          if (read(file).equals("bad")) throw new CannotGuard("bad");
          loaded.add(read(file));
        });

    Files.writeString(file, "bad");
    watch.look();
    Files.writeString(file, "better");
    watch.look();

    assertThat(loaded).containsExactly("good", "better");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
