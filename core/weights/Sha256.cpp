// SPDX-License-Identifier: MIT
#include "weights/Sha256.h"

#include "weights/FileBytes.h"

#include <openssl/evp.h>

#include <fstream>
#include <memory>
#include <vector>

namespace lookaway {

Result<std::string> sha256OfFile(const std::filesystem::path& path)
{
    const auto size = sizeOfFile(path);
    if (!size)
        return size.error();
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return fail("Cannot read '" + path.string() + "'.", "Check its permissions.");
    bool good = EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
    std::vector<char> piece(std::size_t{ 1 } << 20);
    while (good && in) {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        good = EVP_DigestUpdate(context.get(), piece.data(), static_cast<std::size_t>(in.gcount())) == 1;
    }
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (!good || in.bad() || EVP_DigestFinal_ex(context.get(), digest, &length) != 1)
        return fail("Cannot read '" + path.string() + "' to its end.");
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        constexpr char digits[] = "0123456789abcdef";
        text += digits[digest[i] >> 4];
        text += digits[digest[i] & 15];
    }
    return text;
}

} // namespace lookaway
