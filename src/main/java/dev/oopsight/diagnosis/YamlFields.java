package dev.oopsight.diagnosis;

import dev.oopsight.diagnosis.Rule.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML mapping that tells every fault with its line instead of throwing at the first. A required
 * field that is missing reads as an empty text, after the fault was told.
 */
final class YamlFields {

  private static final int LARGEST_FILE = 64 * 1024;
  private static final int MOST_ALIASES = 100;

  private final Map<String, Node> fields = new LinkedHashMap<>();
  private final int line;
  private final BiConsumer<Integer, String> fault;

  private YamlFields(MappingNode node, BiConsumer<Integer, String> fault) {
    this.line = line(node);
    this.fault = fault;
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        fields.put(key.getValue(), tuple.getValueNode());
      } else {
        fault.accept(line(tuple.getKeyNode()), "a key must be a plain word");
      }
    }
  }

  /**
   * Reads a whole file.
   *
   * @param fault told line and fault
   */
  static Optional<YamlFields> read(RuleFile file, BiConsumer<Integer, String> fault) {
    if (file.text().length() > LARGEST_FILE) {
      fault.accept(0, "larger than 64 KiB: a rule is one explanation; split it");
      return Optional.empty();
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.name())
            .setMaxAliasesForCollections(MOST_ALIASES)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(file.text());
      if (root.isPresent() && root.get() instanceof MappingNode mapping) {
        return Optional.of(new YamlFields(mapping, fault));
      }
      fault.accept(1, "not a rule: a file holds one mapping that begins with \"id:\"");
    } catch (MarkedYamlEngineException e) {
      int at = e.getProblemMark().map(m -> m.getLine() + 1).orElse(0);
      fault.accept(at, "not YAML: " + e.getProblem() + "; quote values that hold \": \" or \" #\"");
    } catch (YamlEngineException e) {
      fault.accept(0, "not YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      // The composer recurses once a level; a file from outside may nest as deep as it is long.
      fault.accept(0, "nested too deeply for a rule");
    }
    return Optional.empty();
  }

  int line() {
    return line;
  }

  /** Tells of every field that is none of these. */
  void allow(String... names) {
    Set<String> known = new TreeSet<>(List.of(names));
    fields.forEach(
        (name, node) -> {
          if (!known.contains(name)) {
            fault(node, "unknown field \"" + name + "\"; there are " + String.join(", ", known));
          }
        });
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** A required text. */
  Text text(String name) {
    if (!has(name)) fault.accept(line, "\"" + name + "\" is missing");
    return textIfAny(name).orElseGet(() -> new Text("", line));
  }

  Optional<Text> textIfAny(String name) {
    Node node = fields.get(name);
    if (node == null) return Optional.empty();
    Optional<Text> text = text(node);
    if (text.isEmpty()) fault(node, "\"" + name + "\" must be a text that is not empty");
    return text;
  }

  /** One text or a list of texts; empty where the field is missing. */
  List<Text> texts(String name) {
    List<Text> texts = new ArrayList<>();
    for (Node node : nodes(name)) {
      text(node)
          .ifPresentOrElse(
              texts::add, () -> fault(node, "each of \"" + name + "\" must be a text"));
    }
    return texts;
  }

  /** One mapping or a list of mappings; empty where the field is missing. */
  List<YamlFields> each(String name) {
    List<YamlFields> each = new ArrayList<>();
    for (Node node : nodes(name)) {
      if (node instanceof MappingNode mapping) {
        each.add(new YamlFields(mapping, fault));
      } else {
        fault(node, "each of \"" + name + "\" must be a mapping of fields");
      }
    }
    return each;
  }

  /** A mapping of texts in written order; empty where the field is missing. */
  Map<String, Text> entries(String name) {
    Map<String, Text> entries = new LinkedHashMap<>();
    for (YamlFields found : each(name)) {
      found.fields.keySet().forEach(key -> entries.put(key, found.text(key)));
    }
    return entries;
  }

  private List<Node> nodes(String name) {
    Node node = fields.get(name);
    if (node == null) return List.of();
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  private static Optional<Text> text(Node node) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank())
      return Optional.empty();
    boolean block =
        scalar.getScalarStyle() == ScalarStyle.LITERAL
            || scalar.getScalarStyle() == ScalarStyle.FOLDED;
    return Optional.of(new Text(scalar.getValue().strip(), line(node) + (block ? 1 : 0)));
  }

  private void fault(Node node, String what) {
    fault.accept(line(node), what);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
