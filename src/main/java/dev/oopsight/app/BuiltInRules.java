package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.diagnosis.KnowledgeBase;
import dev.oopsight.diagnosis.RuleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The rules that the program ships: every file of the folder {@code knowledge}. */
public final class BuiltInRules {

  private static final String FOLDER = "knowledge/";
  private static final String ENDING = ".yaml";

  private BuiltInRules() {}

  /** The knowledge base of the shipped rules. */
  public static KnowledgeBase load() {
    return KnowledgeBase.trusting(files());
  }

  /** Their files, by name. */
  public static List<RuleFile> files() {
    try {
      URL program = BuiltInRules.class.getProtectionDomain().getCodeSource().getLocation();
      Path place = Path.of(program.toURI());
      return Files.isDirectory(place) ? ofDirectory(place) : ofJar(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<RuleFile> ofDirectory(Path classes) throws IOException {
    try (Stream<Path> files = Files.list(classes.resolve(FOLDER))) {
      List<RuleFile> rules = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(ENDING)) rules.add(RuleFile.builtIn(name, Files.readString(file)));
      }
      return rules;
    }
  }

  private static List<RuleFile> ofJar(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<RuleFile> rules = new ArrayList<>();
      List<String> names =
          file.stream()
              .map(e -> e.getName())
              .filter(name -> name.startsWith(FOLDER) && name.endsWith(ENDING))
              .sorted()
              .toList();
      for (String name : names) {
        try (InputStream in = file.getInputStream(file.getEntry(name))) {
          String text = new String(in.readAllBytes(), UTF_8);
          rules.add(RuleFile.builtIn(name.substring(FOLDER.length()), text));
        }
      }
      return rules;
    }
  }
}
