package dev.oopsight.wire;

import dev.oopsight.config.Observation;
import java.util.List;

/**
 * Finds the output of config commands in a text about something else: a log into which it was
 * pasted, a mail, an article.
 *
 * <pre>{@code
 * # sysctl vm.min_free_kbytes
 * vm.min_free_kbytes = 11495TCP Segmentation Offload, or TSO is a clever way …
 * }</pre>
 *
 * <p>Shape: every output that {@link ConfigReader} knows, where it begins on a line of its own.
 * Errors: none are thrown; a text without any gives an empty list.
 */
public final class ConfigInText {

  private ConfigInText() {}

  /** One observation a section, none of them full: a text shows what its author picked. */
  public static List<Observation> find(String text) {
    return CommandOutput.readAmongProse(text);
  }
}
