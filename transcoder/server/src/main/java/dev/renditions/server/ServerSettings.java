package dev.renditions.server;

import dev.renditions.server.connection.ConnectionLimits;
import dev.renditions.server.upload.UploadLimits;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * The configuration of a local server. Immutable.
 *
 * @param address the address to listen on
 * @param port the port; 0 for any free one
 * @param uploads the folder for uploads
 * @param uploadLimits limits on uploads
 * @param connections limits on connections
 * @param workers how many sources are processed at once
 * @param queue how many sources may wait
 */
public record ServerSettings(
        InetAddress address,
        int port,
        Path uploads,
        UploadLimits uploadLimits,
        ConnectionLimits connections,
        int workers,
        int queue) {}
