package dev.oopsight.diagnosis;

import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.oopsight.diagnosis.KindFacts.detail;
import static dev.oopsight.diagnosis.KindFacts.ofTrace;

import dev.oopsight.diagnosis.Vocabulary.Fact;
import dev.oopsight.trace.Components;
import dev.oopsight.trace.HungTask;
import dev.oopsight.trace.IoError;
import dev.oopsight.trace.RcuStall;
import dev.oopsight.trace.Task;
import java.util.List;

/** The facts of what waits, and of what it waits for: tasks, processors, disks. */
final class StallFacts {

  static final List<Fact> TABLE =
      List.of(
          ofTrace(
              "hung.waitsFor",
              STRING,
              "what the stack of a hung task waits for: mutex, block_io, sleep …, or nothing_known",
              t ->
                  detail(t, HungTask.class)
                      .map(h -> h.waitsFor().map(Components::nameOf).orElse("nothing_known"))),
          ofTrace(
              "hung.blocker",
              STRING,
              "name of the task that likely owns the lock, which newer kernels print; empty where it is not"
                  + " printed",
              t ->
                  detail(t, HungTask.class)
                      .map(
                          h ->
                              h.blocker()
                                  .flatMap(HungTask.Blocker::owner)
                                  .map(Task::comm)
                                  .orElse(""))),
          // The kernel says so only where it is the case.
          ofTrace(
              "rcu.starvedTicks",
              INT,
              "for how many clock ticks RCU's own thread did not run; 0 where the kernel says nothing"
                  + " of it",
              t ->
                  detail(t, RcuStall.class)
                      .map(s -> s.kthread().map(RcuStall.Kthread::starvedJiffies).orElse(0L))),
          ofTrace(
              "io.device",
              STRING,
              "device of a failed request, sda",
              t -> detail(t, IoError.class).flatMap(IoError::device)),
          ofTrace(
              "io.operation",
              STRING,
              "READ, WRITE …, which kernels from 5.4 print; empty where it is not printed",
              t -> detail(t, IoError.class).map(i -> i.operation().orElse(""))));

  private StallFacts() {}
}
