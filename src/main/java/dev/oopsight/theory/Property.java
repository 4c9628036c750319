package dev.oopsight.theory;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * Something that each host has in some way.
 *
 * @param family what it is about
 * @param name whole key of config, or with {@code *} for an interface's name
 */
public record Property(Family family, String name) implements Comparable<Property> {

  private static final Comparator<Property> ORDER =
      Comparator.comparing(Property::family).thenComparing(Property::name);

  public Property {
    requireNonNull(family);
    requireNonNull(name);
  }

  @Override
  public int compareTo(Property other) {
    return ORDER.compare(this, other);
  }
}
