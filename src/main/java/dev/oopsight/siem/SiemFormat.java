package dev.oopsight.siem;

import dev.oopsight.incident.KernelIncident;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The encodings in which SIEMs take incidents: each a topic that a setting switches on, a form in
 * which the API answers and a format of {@code explain}.
 */
public enum SiemFormat {
  /** Elastic Common Schema: JSON. */
  ECS("application/json");

  private final String contentType;

  SiemFormat(String contentType) {
    this.contentType = contentType;
  }

  /** Lower case: the end of the topic's name, and the name of the format. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As in HTTP. */
  public String contentType() {
    return contentType;
  }

  /** One line without its end, the same for the same incident. */
  public String encode(KernelIncident incident) {
    return switch (this) {
      case ECS -> EcsIncident.toJson(incident);
    };
  }

  /** The format of that {@link #id()}. */
  public static Optional<SiemFormat> of(String id) {
    return Stream.of(values()).filter(format -> format.id().equals(id)).findFirst();
  }

  /** Ids parted by commas; an empty text names none. Empty where one is unknown. */
  public static Optional<Set<SiemFormat>> list(String ids) {
    if (ids.isBlank()) return Optional.of(Set.of());
    Set<SiemFormat> formats = EnumSet.noneOf(SiemFormat.class);
    for (String id : ids.split(",", -1)) {
      Optional<SiemFormat> format = of(id.strip());
      if (format.isEmpty()) return Optional.empty();
      formats.add(format.get());
    }
    return Optional.of(Collections.unmodifiableSet(formats));
  }

  /** Every id, parted by commas. */
  public static String ids() {
    return Arrays.stream(values()).map(SiemFormat::id).collect(Collectors.joining(", "));
  }
}
