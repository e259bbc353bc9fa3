/**
 * On-demand renditions over HTTP: a mapping from requests to answers that knows no server. Lambda's function URL and the
 * local server both go through {@link dev.renditions.http.Api}.
 */
@NullMarked
package dev.renditions.http;

import org.jspecify.annotations.NullMarked;
