using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Image;

/// <summary>What the image service stores.</summary>
internal sealed class ImageTables(LocalCloudState state)
{
    public CloudTable<DiskImage> Images { get; } = state.Table<DiskImage>("image.image");

    public CloudTable<ImageData> Data { get; } = state.Table<ImageData>("image.data");
}
