package dev.oopsight.app;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code standalone}: the whole system for a small site, in one process. */
@Command(
    name = "standalone",
    description = {
      "Runs the whole system in this process, Kafka broker and schema registry included, and keeps"
          + " its state: all that a small site needs beside its shippers."
    },
    mixinStandardHelpOptions = true)
final class StandaloneCommand implements Callable<Integer> {

  private final Parts parts;

  @Option(
      names = "--data",
      defaultValue = "oopsight-data",
      paramLabel = "DIR",
      description =
          "Where everything is kept; a second start on it goes on where the first stopped"
              + " (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Mixin private PortOptions ports;

  @Mixin private AccessOptions access;

  @Option(
      names = "--listen",
      defaultValue = Ports.LOOPBACK,
      paramLabel = "ADDRESS",
      description =
          "Address that broker and API listen on, 0.0.0.0 for all (default: ${DEFAULT-VALUE})."
              + " The broker knows no users, the API those of --users: leave loopback only in a network"
              + " you trust.")
  private String listen;

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description =
          "Name by which shippers find this machine (default: the address listened on, or this"
              + " machine's name where that is all).")
  private String advertise;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rules of your own, *.yaml, beside the shipped ones.")
  private List<Path> rules = List.of();

  @Spec private CommandSpec spec;

  StandaloneCommand(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws InterruptedException {
    String name = advertise == null ? nameOf(Ports.ofThisMachine(listen)) : advertise;
    Standalone wanted =
        new Standalone(data, listen, name, ports.http(), ports.kafka(), rules, access.on(listen));
    Lifetime.of(
        () -> parts.standalone(wanted),
        site -> {
          tell(site);
          site.awaitEnd();
        });
    return Main.DONE;
  }

  private void tell(RunningSite site) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "oopsight: running; point shippers at %s, topic kernel.log; look at %s%n",
        site.bootstrapServers(), site.url());
    err.printf("oopsight: everything is kept in %s; Ctrl-C ends it%n", data);
  }

  private String nameOf(InetAddress address) {
    if (!address.isAnyLocalAddress()) return listen;
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new CommandFailed(
          "this machine's name is not known: say with --advertise how shippers find it", e);
    }
  }
}
