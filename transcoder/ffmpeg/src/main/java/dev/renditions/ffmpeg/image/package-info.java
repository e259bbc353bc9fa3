/** Makes posters, images, previews and storyboards. */
@NullMarked
package dev.renditions.ffmpeg.image;

import org.jspecify.annotations.NullMarked;
