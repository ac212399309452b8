namespace Foyer.Server.Settings;

/// <summary>The server cannot start; the message is the sentence that is printed on the console.</summary>
public sealed class StartupException(string sentence) : Exception(sentence);
