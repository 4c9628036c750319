package dev.oopsight.redaction;

import dev.oopsight.incident.RawText;
import dev.oopsight.log.HostId;
import dev.oopsight.trace.Components;
import dev.oopsight.trace.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every name of a host and of a task that a record tells: those that stand in fields of their own,
 * and those that its texts name in the ways in which the kernel does.
 *
 * @param hosts whose record it is, and what its config says of its names
 * @param otherHosts that its texts tell of: servers
 * @param comms names of tasks
 * @param texts as they were printed, in order
 */
record NamesFound(
    Set<String> hosts, Set<String> otherHosts, Set<String> comms, List<String> texts) {

  private static final String COMM = "(?<comm>[^\\n]{1,15}?)";
  private static final String WORD = "(?<comm>[^\\s/]{1,15}?)";

  /** The ways in which the kernel's messages name a task. */
  private static final List<Pattern> COMMS =
      List.of(
          Pattern.compile(
              "\\b[Cc]omm:? \"?" + COMM + "\"?(?= +(?:Not|Tainted|pid)\\b|[:,\"\\n]|$)"),
          Pattern.compile("\\btask:" + COMM + "(?= +state:)"),
          Pattern.compile(
              "\\b(?:task|[Pp]rocess|thread) \"?" + COMM + "\"?(?=[:/]\\d|\\(\\d| \\(pid)"),
          Pattern.compile("\\b[Kk]ill(?:ed)? process \\d+,? \\(" + COMM + "(?=\\))"),
          Pattern.compile(
              "\\b(?:by|from|in|of) (?:task )?" + WORD + "(?=/\\d+\\b|\\[\\d+]|\\(\\d+\\))"),
          Pattern.compile(
              "(?m)^"
                  + COMM
                  + "(?=\\[\\d+]: |\\(\\d+\\): | invoked oom-killer|: page allocation )"),
          Pattern.compile(
              "(?m)^" + WORD + "(?=/\\d+ is | +[RSDTtXZPIKW] +(?:running|\\p{XDigit}{8}))"),
          Pattern.compile("(?m)^\\[ *+\\d++](?: ++-?\\d++){4,12}+ ++" + COMM + "(?=\\n|$)"));

  private static final Pattern SERVER =
      Pattern.compile("\\bserver (?<host>[\\w.:-]{1,255}+)(?= (?:not responding|OK|error))");

  private static final Set<String> HOST_VALUES = Set.of("value", "before", "after");

  static NamesFound in(Record whole) {
    NamesFound found =
        new NamesFound(
            new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new ArrayList<>());
    found.look(whole);
    return found;
  }

  private void look(Object value) {
    if (value instanceof HostId host) hosts.add(host.value());
    else if (value instanceof String text) read(text);
    else if (value instanceof Optional<?> maybe) maybe.ifPresent(this::look);
    else if (value instanceof Collection<?> many) many.forEach(this::look);
    else if (value instanceof Map<?, ?> map) map.values().forEach(this::look);
    else if (value instanceof Record inner) {
      if (inner instanceof Task task) comm(task.comm());
      if (inner instanceof RawText text) texts.add(text.text());
      hostSetting(inner);
      for (Components.Component component : Components.of(inner.getClass())) {
        Object part = component.of(inner);
        if (component.name().equals("comm")) commField(part);
        look(part);
      }
    }
  }

  /** What a setting that holds a host's name is, was or became. */
  private void hostSetting(Record inner) {
    List<Components.Component> parts = Components.of(inner.getClass());
    boolean isOne =
        parts.stream()
            .anyMatch(
                p -> p.name().equals("key") && Redaction.NAMING_SETTINGS.contains(p.of(inner)));
    if (!isOne) return;
    for (Components.Component part : parts) {
      if (HOST_VALUES.contains(part.name())) hostName(part.of(inner));
    }
  }

  private void hostName(Object value) {
    if (value instanceof Optional<?> maybe) maybe.ifPresent(this::hostName);
    else if (value instanceof String name && !name.isBlank()) hosts.add(name);
  }

  private void commField(Object value) {
    if (value instanceof Optional<?> maybe) maybe.ifPresent(this::commField);
    else if (value instanceof String text) comm(text);
  }

  private void read(String text) {
    for (Pattern pattern : COMMS) {
      Matcher m = pattern.matcher(text);
      while (m.find()) {
        // A number that stands where a name could is one: "page 3 of 5/8".
        if (m.group("comm").codePoints().anyMatch(Character::isLetter)) comm(m.group("comm"));
      }
    }
    Matcher server = SERVER.matcher(text);
    while (server.find()) otherHosts.add(server.group("host"));
  }

  private void comm(String name) {
    if (!name.isBlank()) comms.add(name.strip());
  }
}
