using Foyer.Server.Logging;
using Foyer.Server.Settings;

if (ServerSources.Open(args, Console.Error, out var settings) is not { } builder)
    return 1;
builder.AddFoyerLogging(settings);
var app = builder.Build();
app.Run();
return 0;
