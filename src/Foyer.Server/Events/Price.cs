using System.Globalization;

namespace Foyer.Server.Events;

/// <summary>Money as decimal(8,2), kept as whole cents, so that nothing is ever rounded.</summary>
public static class Price
{
    public const decimal Most = 999_999.99m;

    public const int Decimals = 2;

    public static long ToCents(decimal amount) => (long)(amount * 100);

    /// <summary>Two decimals, always.</summary>
    public static string ToText(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
