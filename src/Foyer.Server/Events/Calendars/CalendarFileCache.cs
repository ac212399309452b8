using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace Foyer.Server.Events.Calendars;

/// <summary>
/// Keeps the feeds that were read last as they were written. Calendar programs fetch a feed again every hour, it rarely changes, and
/// writing 200 events takes five times as long as reading them from the database.
/// </summary>
public sealed class CalendarFileCache : IDisposable
{
    /// <summary>In bytes of the files; what they were written from is kept beside them and is about as large.</summary>
    private const long MaximumSize = 16 << 20;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MaximumSize });

    private sealed record Written(List<CalendarEntry> Entries, CalendarFile File);

    /// <summary>Returns the user's file for these entries, and writes it only when they differ from the last ones.</summary>
    public CalendarFile Get(long user, List<CalendarEntry> entries, Func<List<CalendarEntry>, string> write)
    {
        if (cache.TryGetValue(user, out Written? written) && written!.Entries.SequenceEqual(entries))
            return written.File;
        var bytes = Encoding.UTF8.GetBytes(write(entries));
        var file = new CalendarFile(bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"");
        cache.Set(user, new Written(entries, file), new MemoryCacheEntryOptions { Size = bytes.Length });
        return file;
    }

    public void Dispose() => cache.Dispose();
}

/// <param name="ETag">With its quotation marks (RFC 9110, section 8.8.3).</param>
public sealed record CalendarFile(byte[] Bytes, string ETag);
