package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.diagnosis.RuleFault;
import dev.oopsight.diagnosis.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of a site: files, or every {@code *.yaml} of a directory. */
final class SiteRules {

  private static final String ENDING = ".yaml";

  /** A longer file is refused by its reader: so much of it is enough to tell that. */
  private static final int LONGEST = 65 << 10;

  /** So many of the largest take 128 MiB. */
  private static final int MOST = 2_000;

  private static final int MOST_FAULTS_TOLD = 3;

  private SiteRules() {}

  /**
   * Every file at the paths, in the order of their names.
   *
   * @throws CommandFailed where one is missing or cannot be read, or a directory has no rule
   */
  static List<RuleFile> at(List<Path> paths) {
    List<RuleFile> files = new ArrayList<>();
    for (Path path : paths) {
      try {
        List<Path> found = found(path);
        if (found.isEmpty()) {
          throw new CommandFailed("there is no rule in %s: its files end in .yaml".formatted(path));
        }
        if (files.size() + found.size() > MOST) {
          throw new CommandFailed(
              "there are more than %d rules, with those in %s: take some out"
                  .formatted(MOST, path));
        }
        for (Path file : found) files.add(read(file));
      } catch (IOException e) {
        throw new CommandFailed("cannot read rules at %s: %s".formatted(path, Faults.of(e)), e);
      }
    }
    return files;
  }

  private static List<Path> found(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new CommandFailed("there are no rules at %s: check the path".formatted(path));
    }
    if (!Files.isDirectory(path)) return List.of(path);
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(f -> f.getFileName().toString().endsWith(ENDING)).sorted().toList();
    }
  }

  private static RuleFile read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return RuleFile.ofSite(
          file.getFileName().toString(), new String(in.readNBytes(LONGEST), UTF_8));
    }
  }

  /**
   * The shipped rules, and those of the site.
   *
   * @throws CommandFailed where a rule of the site has a fault: it says which
   */
  static KnowledgeBase beside(KnowledgeBase shipped, List<Path> paths) {
    if (paths.isEmpty()) return shipped;
    KnowledgeBase.Loaded loaded = shipped.with(at(paths));
    List<RuleFault> faults = loaded.faults();
    if (faults.isEmpty()) return loaded.knowledge();
    String told =
        faults.stream()
            .limit(MOST_FAULTS_TOLD)
            .map(RuleFault::toString)
            .collect(Collectors.joining("; "));
    throw new CommandFailed(
        "rules with %d %s: %s ('oopsight rules check' tells everything)"
            .formatted(faults.size(), faults.size() == 1 ? "fault" : "faults", told));
  }
}
