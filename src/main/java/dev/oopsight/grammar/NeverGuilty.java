package dev.oopsight.grammar;

import dev.oopsight.trace.Frame;
import dev.oopsight.trace.Kind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Functions that are never named as guilty, from {@code never-guilty.txt}, where each group gives
 * its reason and tells where it holds.
 */
final class NeverGuilty {

  private static final Pattern GROUP = Pattern.compile("\\[([a-z_ ]++)\\] [^:]++: .++");
  private static final NamePatterns ANYWHERE = new NamePatterns();
  private static final NamePatterns ON_THE_WAY = new NamePatterns();
  private static final Map<Kind, NamePatterns> BY_KIND = new EnumMap<>(Kind.class);
  private static final String NOT = "not ";

  static {
    String where = "";
    for (String line : DataTable.lines("never-guilty.txt")) {
      Matcher group = GROUP.matcher(line);
      if (group.matches()) where = group.group(1);
      else for (String name : line.split(" +")) add(where, name);
    }
  }

  private NeverGuilty() {}

  private static void add(String where, String name) {
    switch (where) {
      case "anywhere" -> ANYWHERE.add(name);
      case "on the way" -> ON_THE_WAY.add(name);
      default -> {
        for (Kind kind : kinds(where)) {
          BY_KIND.computeIfAbsent(kind, k -> new NamePatterns()).add(name);
        }
      }
    }
  }

  private static Set<Kind> kinds(String where) {
    boolean others = where.startsWith(NOT);
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String id : where.substring(others ? NOT.length() : 0).split(" ")) {
      kinds.add(Kind.ofId(id).orElseThrow(() -> new IllegalStateException("no kind " + id)));
    }
    return others ? EnumSet.complementOf(EnumSet.copyOf(kinds)) : kinds;
  }

  /** Whether a function is innocent whatever happened, wherever it stands. */
  static boolean anywhere(Frame frame) {
    return ANYWHERE.holds(frame.function());
  }

  /** Whether a function is innocent of that kind of incident, wherever it stands. */
  static boolean of(Kind kind, Frame frame) {
    return anywhere(frame)
        || (BY_KIND.containsKey(kind) && BY_KIND.get(kind).holds(frame.function()));
  }

  /** Whether a stack only leads through that function. */
  static boolean onTheWay(Frame frame) {
    return ON_THE_WAY.holds(frame.function());
  }
}
