using System.Globalization;

namespace Foyer.Server.Settings;

/// <summary>A number of bytes, written as <c>65536</c>, <c>64 KiB</c> or <c>10 MiB</c>.</summary>
public readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Name, long Bytes)[] Units =
    [
        ("GiB", 1L << 30),
        ("MiB", 1L << 20),
        ("KiB", 1L << 10),
        ("B", 1),
    ];

    public static ByteSize KiB(long count) => new(count << 10);

    public static ByteSize MiB(long count) => new(count << 20);

    public static implicit operator long(ByteSize size) => size.Bytes;

    public static bool TryParse(string text, out ByteSize size)
    {
        var unit = Units.FirstOrDefault(unit => text.EndsWith(unit.Name, StringComparison.OrdinalIgnoreCase), ("", 1));
        var number = text.AsSpan(0, text.Length - unit.Name.Length).Trim();
        var read = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        var fits = read && count <= long.MaxValue / unit.Bytes;
        size = fits ? new ByteSize(count * unit.Bytes) : default;
        return fits;
    }

    public override string ToString()
    {
        var bytes = Bytes;
        var unit = Units.First(unit => bytes % unit.Bytes == 0 && (bytes >= unit.Bytes || unit.Bytes == 1));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / unit.Bytes} {unit.Name}");
    }
}
