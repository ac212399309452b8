using System.Runtime.InteropServices;

namespace Foyer.Server.Accounts;

/// <summary>bcrypt by libxcrypt, the library behind the system's own passwords.</summary>
internal static partial class Bcrypt
{
    public static bool IsAvailable { get; } =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libcrypt.so.1", out _);

    public static string Hash(string secret, int cost)
    {
        var setting = NewSalt("$2b$", (ulong)cost, IntPtr.Zero, 0);
        try
        {
            return Crypt(
                secret,
                Marshal.PtrToStringUTF8(setting) ?? throw new InvalidOperationException("libcrypt makes no salt.")
            );
        }
        finally
        {
            Free(setting);
        }
    }

    /// <param name="setting">A salt with its parameters, or a hash, which begins with them.</param>
    public static string Crypt(string secret, string setting)
    {
        var data = IntPtr.Zero;
        var size = 0;
        try
        {
            var result = Crypt(secret, setting, ref data, ref size);
            return Marshal.PtrToStringUTF8(result)
                ?? throw new InvalidOperationException("libcrypt refuses the setting.");
        }
        finally
        {
            Free(data);
        }
    }

    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt_gensalt_ra", StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr NewSalt(string prefix, ulong count, IntPtr random, int length);

    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt_ra", StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr Crypt(string phrase, string setting, ref IntPtr data, ref int size);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(IntPtr pointer);
}
