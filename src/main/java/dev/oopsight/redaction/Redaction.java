package dev.oopsight.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import dev.oopsight.config.ConfigView;
import dev.oopsight.config.Setting;
import dev.oopsight.log.HostId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is taken out of all that is published, and how. Immutable; threads may share it.
 *
 * <p>A host's name becomes {@code host-} and twelve hexadecimal digits, a task's {@code comm-} and
 * ten: HMAC-SHA-256 of the name under the key, so that one host stays one host, over restarts and
 * instances too, and nobody without the key can try names. A pointer becomes {@code
 * ffff000000000001}, or {@code f0000001} on 32 bits, numbered within one incident in the order of
 * its text: the same pointer has the same number there, and another one elsewhere.
 */
public final class Redaction {

  /** Nothing is taken out. */
  public static final Redaction NONE = new Redaction(EnumSet.noneOf(What.class), "");

  /** Where names are taken out, the key has at least so many characters. */
  public static final int SHORTEST_KEY = 16;

  /** Settings whose values name their host. */
  public static final Set<String> NAMING_SETTINGS =
      Set.of(
          "sysctl:kernel.hostname",
          "sysctl:kernel.domainname",
          "configured:sysctl:kernel.hostname",
          "configured:sysctl:kernel.domainname");

  /** What can be taken out. */
  public enum What {
    /** Addresses of the kernel, wherever they are printed. */
    POINTERS,
    /** Names of hosts. */
    HOSTS,
    /** Names of tasks: commands. */
    COMMS;

    /** The word for it in settings. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Set<What> what;
  private final Pseudonyms pseudonyms;

  private Redaction(Set<What> what, String key) {
    this.what = what;
    this.pseudonyms = new Pseudonyms(key);
  }

  /**
   * Takes that out.
   *
   * @param key of the pseudonyms; at least {@link #SHORTEST_KEY} characters where there are any
   */
  public static Redaction of(Set<What> what, String key) {
    if (what.isEmpty()) return NONE;
    boolean names = what.contains(What.HOSTS) || what.contains(What.COMMS);
    if (names && key.length() < SHORTEST_KEY) throw new IllegalArgumentException("a short key");
    return new Redaction(EnumSet.copyOf(what), key);
  }

  /** Whether there is anything to do. */
  public boolean isNone() {
    return what.isEmpty();
  }

  /** Whether that is taken out. */
  public boolean takes(What one) {
    return what.contains(one);
  }

  /** What is taken out, {@code pointers,hosts}. */
  public String told() {
    return what.stream().map(What::id).collect(Collectors.joining(","));
  }

  /** The name under which a host is published. */
  public HostId host(HostId host) {
    return takes(What.HOSTS) ? new HostId(pseudonyms.host(requireNonNull(host).value())) : host;
  }

  /**
   * A record of anything, without what is to be taken out: whatever is text in it, and its
   * addresses. Ids, fingerprints, counts and times stay.
   */
  public <T extends Record> T of(T record) {
    return isNone() ? record : rewriter(record, Optional.empty()).rewrite(record);
  }

  /**
   * The same of a part of something.
   *
   * @param whole tells the hosts, the tasks and the order of the pointers
   */
  public <T extends Record> T of(T record, Record whole) {
    return isNone() ? record : rewriter(whole, Optional.empty()).rewrite(record);
  }

  /** What was in force on a host. */
  public ConfigView of(ConfigView config, HostId host) {
    if (isNone()) return config;
    RecordRewriter rewriter = rewriter(config, Optional.of(host));
    TreeMap<String, Setting> settings = new TreeMap<>();
    config
        .settings()
        .forEach((key, setting) -> settings.put(rewriter.text(key), rewriter.rewrite(setting)));
    return new ConfigView(settings);
  }

  /** Bytes of which only pointers are to be taken out, in whatever encoding that has ASCII. */
  public byte[] pointersOf(byte[] bytes) {
    if (bytes == null || !takes(What.POINTERS)) return bytes;
    return new PointerTokens().in(new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
  }

  /** A text of which only pointers are to be taken out. */
  public String pointersOf(String text) {
    return takes(What.POINTERS) ? new PointerTokens().in(text) : text;
  }

  private RecordRewriter rewriter(Record whole, Optional<HostId> host) {
    NamesFound found = NamesFound.in(whole);
    NameTokens names = new NameTokens();
    host.ifPresent(h -> found.hosts().add(h.value()));
    if (takes(What.HOSTS)) found.hosts().forEach(name -> hosts(name, names));
    if (takes(What.HOSTS)) {
      found.otherHosts().forEach(name -> names.addHost(name, pseudonyms.host(name)));
    }
    if (takes(What.COMMS)) {
      found.comms().forEach(name -> names.addComm(name, pseudonyms.comm(name)));
    }
    Optional<PointerTokens> pointers =
        takes(What.POINTERS) ? Optional.of(new PointerTokens()) : Optional.empty();
    pointers.ifPresent(tokens -> found.texts().forEach(tokens::in));
    return new RecordRewriter(names, pointers, this);
  }

  /** A host's whole name, its first label and its domain. */
  private void hosts(String name, NameTokens names) {
    names.addHost(name, pseudonyms.host(name));
    int dot = name.indexOf('.');
    if (dot <= 0 || dot == name.length() - 1 || isAddress(name)) return;
    names.addHost(name.substring(0, dot), pseudonyms.host(name));
    names.addHost(name.substring(dot + 1), pseudonyms.domain(name.substring(dot + 1)));
  }

  private static boolean isAddress(String name) {
    return name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
