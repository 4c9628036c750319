package dev.oopsight.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A golden case: one file with a log as received, the host's config, and what must come out.
 *
 * <pre>{@code
 * # source: made by hand after Linux mm/page_alloc.c
 * --- LOG
 * [ 4262.822339] swapper: page allocation failure. order:1, mode:0x4020
 * --- CONFIG
 * vm.min_free_kbytes = 11495
 * --- TRACE
 * kind: page_allocation_failure
 * --- FINDINGS
 * slub-order1-no-fallback
 * }</pre>
 *
 * <p>Comments stand before the first section. Each stage reads its own sections, so one case checks
 * grammar, diagnosis and topology. With {@code -Dcases=update} {@link #expect} rewrites the file
 * and fails all the same, so that a person reads the difference.
 */
public final class CaseFile {

  private static final Path ROOT = Path.of("src/test/resources/cases");
  private static final boolean UPDATE = "update".equals(System.getProperty("cases"));

  private final Path file;
  private final String preamble;
  private final Map<String, String> sections = new LinkedHashMap<>();

  private CaseFile(Path file, String text) {
    this.file = file;
    StringBuilder before = new StringBuilder();
    StringBuilder current = before;
    String name = null;
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("--- ")) {
        if (name != null) sections.put(name, current.toString());
        name = line.substring(4).strip();
        current = new StringBuilder();
      } else {
        current.append(line).append('\n');
      }
    }
    if (name != null) sections.put(name, current.toString());
    sections.replaceAll((section, body) -> body.replaceAll("\n+\\z", "\n"));
    preamble = before.toString();
  }

  /** Every case, by name. */
  public static List<CaseFile> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(f -> f.toString().endsWith(".case"))
          .sorted()
          .map(CaseFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One case by its name, {@code page-allocation/seed}. */
  public static CaseFile named(String name) {
    return read(ROOT.resolve(name + ".case"));
  }

  private static CaseFile read(Path file) {
    try {
      return new CaseFile(file, Files.readString(file, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Path below the cases' folder without its ending. */
  public String name() {
    String path = ROOT.relativize(file).toString();
    return path.substring(0, path.length() - ".case".length());
  }

  /** What stands before the first section. */
  public String preamble() {
    return preamble;
  }

  /** The log as received, lines parted by newlines. */
  public String log() {
    return section("LOG");
  }

  /** The config as collected; empty where nothing is known of it. */
  public String config() {
    return section("CONFIG");
  }

  /** A section's text with one newline at its end; empty where the case has none. */
  public String section(String section) {
    return sections.getOrDefault(section, "");
  }

  /**
   * Holds a section against what came out.
   *
   * @throws AssertionError where they differ, or where the case was rewritten
   */
  public void expect(String section, String actual) {
    String whole = actual.isEmpty() || actual.endsWith("\n") ? actual : actual + "\n";
    if (section(section).equals(whole)) return;
    if (UPDATE) {
      sections.put(section, whole);
      write();
      throw new AssertionError(name() + ": " + section + " was rewritten; read the difference");
    }
    org.assertj.core.api.Assertions.assertThat(whole)
        .as("%s, section %s", name(), section)
        .isEqualTo(section(section));
  }

  private void write() {
    StringBuilder text = new StringBuilder(preamble);
    sections.forEach((name, body) -> text.append("--- ").append(name).append('\n').append(body));
    try {
      Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
