using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SQLitePCL;

namespace Heat.Core.Storage;

/// <summary>
/// Makes two things work together that were not built for each other: Microsoft.Data.Sqlite 10 asks for version 2.1 of SQLitePCLRaw.core, and only 2.0.6 is to be had.
/// The parts that are used are the same in both, so a request for the newer one is answered with the older. The native library that comes along is old too (3.35);
/// where the system has one of its own, that one is used.
/// </summary>
internal static class SqliteLibrary
{
    private const string ManagedCore = "SQLitePCLRaw.core";
    private const string SystemLibrary = "libsqlite3.so.0";

#pragma warning disable CA2255 // This has to run before any type of SQLite is touched, whoever touches it first.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Prepare()
    {
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name.Name == ManagedCore ? context.LoadFromAssemblyName(new AssemblyName(ManagedCore)) : null;
        AppDomain.CurrentDomain.AssemblyLoad += static (_, loaded) =>
        {
            if (loaded.LoadedAssembly.GetName().Name == "SQLitePCLRaw.provider.e_sqlite3")
                NativeLibrary.SetDllImportResolver(loaded.LoadedAssembly, PreferSystemLibrary);
        };
    }

    /// <summary>Spares a lock around each call: a connection is never used by two threads at once. Has to come before the first connection; later it changes nothing.</summary>
    internal static void DoWithoutLocks()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    private static IntPtr PreferSystemLibrary(string name, Assembly assembly, DllImportSearchPath? search) =>
        name == "e_sqlite3" && NativeLibrary.TryLoad(SystemLibrary, out var handle) ? handle : IntPtr.Zero;
}
