/** Store, leases, sources and links in Amazon S3 or anything compatible. The only package that knows its SDK. */
@NullMarked
package dev.renditions.s3;

import org.jspecify.annotations.NullMarked;
