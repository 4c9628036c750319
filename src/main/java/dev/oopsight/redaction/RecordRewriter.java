package dev.oopsight.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.diagnosis.Finding;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.OccurrenceId;
import dev.oopsight.incident.RawText;
import dev.oopsight.log.BootKey;
import dev.oopsight.log.HostId;
import dev.oopsight.log.Source;
import dev.oopsight.trace.Components;
import dev.oopsight.trace.KernelRelease;
import dev.oopsight.trace.Taint;
import dev.oopsight.trace.Word;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes records anew, with every text and every address in them rewritten. It asks the records for
 * their components, so that a field of tomorrow is not forgotten.
 */
final class RecordRewriter {

  /** They name things of ours, and hold nothing of a host's. */
  private static final Set<Class<?>> LEFT =
      Set.of(
          Fingerprint.class,
          IncidentId.class,
          OccurrenceId.class,
          BootKey.class,
          Source.class,
          Source.Position.class,
          Taint.class);

  /** Texts of ours within records that have others, too. */
  private static final Map<Class<?>, Set<String>> LEFT_TEXTS =
      Map.of(
          Diagnosis.class, Set.of("rule_set"),
          Finding.class, Set.of("rule", "class_id"));

  /** Words that count or encode, and are no address. */
  private static final Set<String> NO_ADDRESSES =
      Set.of(
          "changed_bits",
          "error_code",
          "expected_preempt_count",
          "flags",
          "frame",
          "index",
          "memory_tag",
          "misc",
          "pfn",
          "physical_address",
          "pointer_tag",
          "preempt_count",
          "pte",
          "state",
          "status");

  private final NameTokens names;
  private final Optional<PointerTokens> pointers;
  private final Redaction redaction;

  RecordRewriter(NameTokens names, Optional<PointerTokens> pointers, Redaction redaction) {
    this.names = names;
    this.pointers = pointers;
    this.redaction = redaction;
  }

  /** The record of the same type. */
  @SuppressWarnings("unchecked") // a record is made anew of its own class
  <T extends Record> T rewrite(T record) {
    if (LEFT.contains(record.getClass())) return record;
    if (record instanceof HostId host) return (T) redaction.host(host);
    if (record instanceof KernelRelease release) return (T) release(release);
    if (record instanceof RawText text) return (T) rawText(text);
    Set<String> left = LEFT_TEXTS.getOrDefault(record.getClass(), Set.of());
    List<Components.Component> components = Components.of(record.getClass());
    Object[] values = new Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      Components.Component component = components.get(i);
      Object value = component.of(record);
      values[i] = left.contains(component.name()) ? value : value(component.name(), value);
    }
    return (T) Components.make(record.getClass(), values);
  }

  private Object value(String name, Object value) {
    if (value instanceof String text) return text(text);
    if (value instanceof Word word) return word(name, word);
    if (value instanceof Record inner) return rewrite(inner);
    if (value instanceof OptionalLong number && name.equals("address")) return address(number);
    if (value instanceof Optional<?> maybe) return maybe.map(v -> value(name, v));
    if (value instanceof List<?> list) return list.stream().map(v -> value(name, v)).toList();
    if (value instanceof Set<?> set) return set(name, set);
    if (value instanceof Map<?, ?> map) return map(name, map);
    return value;
  }

  private Object set(String name, Set<?> set) {
    Set<Object> all = set instanceof SortedSet<?> ? new TreeSet<>() : new LinkedHashSet<>();
    set.forEach(v -> all.add(value(name, v)));
    return all;
  }

  private Object map(String name, Map<?, ?> map) {
    Map<Object, Object> all =
        map instanceof SortedMap<?, ?> ? new TreeMap<>() : new LinkedHashMap<>();
    map.forEach((key, v) -> all.put(value(name, key), value(name, v)));
    return all;
  }

  private Word word(String name, Word word) {
    if (pointers.isEmpty() || NO_ADDRESSES.contains(name)) return word;
    return new Word(pointers.get().in(word.bits()));
  }

  private OptionalLong address(OptionalLong number) {
    if (pointers.isEmpty() || number.isEmpty()) return number;
    return OptionalLong.of(pointers.get().in(number.getAsLong()));
  }

  /** Its length grows or shrinks with its text, so that it is as cut as it was. */
  private RawText rawText(RawText raw) {
    String text = text(raw.text());
    int before = raw.text().getBytes(UTF_8).length;
    return new RawText(text, raw.bytes() + text.getBytes(UTF_8).length - before);
  }

  /** Somebody's own kernel may carry a host's name; three numbers stay whatever it is called. */
  private KernelRelease release(KernelRelease release) {
    String text = text(release.text());
    return KernelRelease.of(text)
        .orElseGet(
            () ->
                KernelRelease.of(
                        "%d.%d.%d".formatted(release.major(), release.minor(), release.patch()))
                    .orElseThrow());
  }

  /** Without names and pointers. */
  String text(String text) {
    String named = names.in(text);
    return pointers.isEmpty() ? named : pointers.get().in(named);
  }
}
