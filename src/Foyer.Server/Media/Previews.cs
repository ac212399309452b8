namespace Foyer.Server.Media;

/// <summary>Width and height in pixels of the preview that is stored beside a picture.</summary>
public sealed record Preview(int Width, int Height);

/// <summary>
/// Makes previews of stored pictures: small WebP files, so that a room does not load its pictures at full size. A picture
/// without a preview is shown itself, so nothing fails when a preview cannot be made.
/// </summary>
public sealed partial class Previews(MediaFolder media, ILogger<Previews> log)
{
    public const string Type = "image/webp";
    public const int MaxWidth = 800;

    private const int Places = 2;

    // The page shows pictures less high than wide; without a bound a long, narrow one would remain large.
    private const int MaxHeight = 2 * MaxWidth;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim free = new(Places);
    private int warned;

    /// <summary>
    /// Makes the preview of a file that was just stored. Returns null when the file needs none or none can be made, which
    /// is logged. Throws only when <paramref name="cancel"/> is cancelled.
    /// </summary>
    public async Task<Preview?> CreateAsync(string folder, MediaFile file, CancellationToken cancel)
    {
        if (file.Width is null or <= MaxWidth)
            return null;
        try
        {
            return await free.EnterAsync(() => EncodeAsync(folder, file, cancel), cancel);
        }
        catch (Exception fault)
        {
            cancel.ThrowIfCancellationRequested();
            LogFailed(file.Name, fault.Message.ReplaceLineEndings(" ").TrimEnd());
            return null;
        }
    }

    private async Task<Preview?> EncodeAsync(string folder, MediaFile file, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(Deadline);
        // Seconds of work on a thread of its own, not on one that requests wait for.
        var encoded = await Task.Factory.StartNew(
            () => Encode(folder, file, stop.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        if (encoded is not var (bytes, width, height))
            return null;
        await media.SavePreviewAsync(folder, file.Name, bytes, cancel);
        return new Preview(width, height);
    }

    private (byte[] Bytes, int Width, int Height)? Encode(string folder, MediaFile file, CancellationToken cancel)
    {
        if (PreviewEncoder.LoadError is not { } missing)
        {
            var picture = File.ReadAllBytes(media.PathOf(folder, file.Name));
            return PreviewEncoder.Encode(picture, file, MaxWidth, MaxHeight, cancel);
        }
        if (Interlocked.Exchange(ref warned, 1) == 0)
            LogMissing(missing);
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "libvips is not available: pictures have no previews and are shown at full size.")]
    private partial void LogMissing(Exception reason);

    [LoggerMessage(LogLevel.Warning, "No preview of {File} could be made: {Reason}")]
    private partial void LogFailed(string file, string reason);
}
