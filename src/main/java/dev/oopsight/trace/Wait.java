package dev.oopsight.trace;

/** What a task waits for. */
public enum Wait {
  MUTEX("a mutex"),
  RW_SEMAPHORE("a read-write semaphore"),
  SEMAPHORE("a semaphore"),
  /** A block device has not answered yet. */
  BLOCK_IO("block I/O to end"),
  /** A page is locked, mostly because it is being read. */
  PAGE_LOCK("a locked page"),
  WRITEBACK("a page to be written out"),
  BUFFER("a disk buffer"),
  /** The device's queue is full. */
  REQUEST_SLOT("a free request of a block device"),
  /** A file system's journal. */
  JOURNAL("a journal's transaction"),
  COMPLETION("a completion"),
  WORK("a workqueue to finish its work"),
  GRACE_PERIOD("an RCU grace period to end"),
  NFS_SERVER("an NFS server"),
  FUSE_SERVER("a FUSE server"),
  FROZEN_FILE_SYSTEM("a frozen file system"),
  DIRTY_LIMIT("the limit of dirty memory"),
  THREAD_EXIT("a thread to stop"),
  SLEEP("a time to pass");

  private final String words;

  Wait(String words) {
    this.words = words;
  }

  /** Behind "waits for". */
  public String words() {
    return words;
  }
}
