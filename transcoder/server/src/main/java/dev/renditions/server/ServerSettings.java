package dev.renditions.server;

import dev.renditions.server.connection.ConnectionLimits;
import dev.renditions.server.upload.UploadLimits;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * How a local server is set. Immutable.
 *
 * @param address what it listens on
 * @param port which port; 0 for any that is free
 * @param uploads the folder for uploads
 * @param uploadLimits how many, and how large
 * @param connections limits on connections
 * @param workers sources that are worked on at a time
 * @param queue sources that may wait for their turn
 */
public record ServerSettings(
        InetAddress address,
        int port,
        Path uploads,
        UploadLimits uploadLimits,
        ConnectionLimits connections,
        int workers,
        int queue) {}
