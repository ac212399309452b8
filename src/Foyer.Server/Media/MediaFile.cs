namespace Foyer.Server.Media;

/// <summary>A file that was taken in: its own random name, and what its content is.</summary>
/// <param name="Name">Nothing of what a person chose stands in it.</param>
/// <param name="Width">Null when it is no picture.</param>
public sealed record MediaFile(string Name, string Type, long Size, int? Width, int? Height)
{
    /// <summary>The type of everything that is no picture: a browser saves it and never runs it.</summary>
    public const string AnyType = "application/octet-stream";
}
