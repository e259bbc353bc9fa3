/** Access control: signed links, IAM callers, page sessions, rate limits. */
@NullMarked
package dev.renditions.http.access;

import org.jspecify.annotations.NullMarked;
