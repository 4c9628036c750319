package dev.oopsight.theory;

import static java.util.Objects.requireNonNull;

/**
 * How many of the affected and of the other hosts have one value of a property.
 *
 * @param property which
 * @param value its value
 * @param affectedWith affected hosts that have it
 * @param affectedKnown affected hosts of which the property is known
 * @param othersWith other hosts that have it
 * @param othersKnown other hosts of which the property is known
 * @param chance how likely at most it is that any of all the values looked at would be at least as
 *     frequent among as many hosts picked blindly: at most 1
 */
public record Share(
    Property property,
    String value,
    int affectedWith,
    int affectedKnown,
    int othersWith,
    int othersKnown,
    double chance) {

  public Share {
    requireNonNull(property);
    requireNonNull(value);
    if (affectedWith > affectedKnown || othersWith > othersKnown || chance < 0 || chance > 1) {
      throw new IllegalArgumentException(
          "%d of %d, %d of %d, chance %s"
              .formatted(affectedWith, affectedKnown, othersWith, othersKnown, chance));
    }
  }
}
