/**
 * Who may ask the API, how much, and what is written down of it.
 *
 * <p>It must not know what is asked: it sees methods, paths and headers, never an answer.
 * Everything here stands before the first route, so that a route that is forgotten is closed and
 * not open.
 *
 * <p>Why a file of our own for users: it is one line a secret, made by {@code oopsight users},
 * holds no secret in the clear, and is read again when it changes. Why two kinds of secret: a
 * person's password is guessed by trying, so each try must cost time (PBKDF2); a token has 256
 * random bits, so that one round of SHA-256 is enough, and a program's thousandth request costs
 * nothing.
 */
package dev.oopsight.access;
