using System.Security.Cryptography;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Image;

/// <summary>Gives an image its bytes, which makes it active.</summary>
internal static class ImageContent
{
    public static DiskImage Put(ImageTables tables, DiskImage image, byte[] content, CloudTransaction transaction)
    {
        transaction.Put(tables.Data, new ImageData { Id = image.Id, CreatedAt = transaction.Now, Content = content });
#pragma warning disable CA5351 // The image API's checksum is an MD5; its secure hash stands beside it.
        var checksum = Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
        return transaction.Put(tables.Images, image with
        {
            Status = "active",
            Size = content.Length,
            Checksum = checksum,
            OsHashValue = Convert.ToHexStringLower(SHA512.HashData(content)),
            UpdatedAt = transaction.Now,
        });
    }
}
