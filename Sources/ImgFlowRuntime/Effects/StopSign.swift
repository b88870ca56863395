/// Goes up when the clock of a block has stopped it.
package final class StopSign {
  package var isUp = false

  package init() {}
}
