package dev.oopsight.theory;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One host in a comparison.
 *
 * @param affected whether the bug showed itself on it
 * @param known its properties with their values; an interface's may be several. What is not in here
 *     is not known, which is not the same as not there
 */
public record Subject(boolean affected, Map<Property, Set<String>> known) {
  public Subject {
    known =
        known.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
  }
}
