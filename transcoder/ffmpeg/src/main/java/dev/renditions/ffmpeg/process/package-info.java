/** Child processes: started, watched, limited in time and output, ended. */
@NullMarked
package dev.renditions.ffmpeg.process;

import org.jspecify.annotations.NullMarked;
