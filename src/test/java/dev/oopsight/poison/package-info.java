/** What no shipper should send, and what becomes of it. */
package dev.oopsight.poison;
