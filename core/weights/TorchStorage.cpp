// SPDX-License-Identifier: MIT
#include "weights/TorchStorage.h"

#include <array>
#include <cstring>
#include <limits>
#include <new>

namespace lookaway::pickle {

namespace {

bool isContiguous(const TensorData& tensor, const std::vector<std::int64_t>& strides)
{
    std::int64_t expected = 1;
    for (std::size_t i = tensor.shape.size(); i-- > 0;) {
        if (tensor.shape[i] != 1 && strides[i] != expected)
            return false;
        expected *= tensor.shape[i];
    }
    return true;
}

/// Elements of storage that the tensor needs; false when a stride is negative or the sum overflows.
bool elementsNeeded(const Tensor& tensor, std::uint64_t viewOffset, std::uint64_t& needed)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    needed = static_cast<std::uint64_t>(tensor.offset);
    if (viewOffset > most - needed)
        return false;
    needed += viewOffset;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        if (tensor.strides[i] < 0)
            return false;
        const auto steps = static_cast<std::uint64_t>(tensor.shape[i]) - 1;
        const auto stride = static_cast<std::uint64_t>(tensor.strides[i]);
        if (stride > 0 && steps > (most - needed) / stride)
            return false;
        needed += steps * stride;
    }
    return ++needed <= most;
}

/// Copies a strided tensor element by element into row-major order.
void gather(const std::byte* first, const Tensor& tensor, std::size_t elementSize, std::byte* to, std::size_t bytes)
{
    std::vector<std::int64_t> index(tensor.shape.size(), 0);
    std::int64_t offset = 0;
    for (std::size_t done = 0; done < bytes; done += elementSize) {
        std::memcpy(to + done, first + static_cast<std::size_t>(offset) * elementSize, elementSize);
        for (std::size_t i = index.size(); i-- > 0;) {
            offset += tensor.strides[i];
            if (++index[i] < tensor.shape[i])
                break;
            offset -= tensor.strides[i] * tensor.shape[i];
            index[i] = 0;
        }
    }
}

class Loader {
public:
    Loader(const Document& document, const StorageLoader& load, Budget& budget, const std::string& fileName)
        : m_document(document)
        , m_load(load)
        , m_budget(budget)
        , m_fileName(fileName)
    {
    }

    Result<TensorData> tensor(const std::string& name, const Tensor& described)
    {
        const auto& storage = *m_document.as<Storage>(described.storage);
        TensorData tensor;
        tensor.shape = described.shape;
        const std::string& typeName = m_document.as<Global>(storage.type)->name;
        if (!storageType(typeName, tensor.type))
            return fail("'" + m_fileName + "': tensor '" + name + "' is stored as " + typeName + ", which is not read.",
                "Convert the model to float in Python and save it again.");
        std::uint64_t bytes = 0;
        if (!byteCount(tensor.type, tensor.shape, bytes))
            return damaged(m_fileName, "tensor '" + name + "' has the impossible shape " + shapeText(tensor.shape));
        tensor.bytes = static_cast<std::size_t>(bytes);
        if (bytes == 0) {
            tensor.data = copyBytes(nullptr, 0);
            return tensor;
        }
        const auto source = storageBytes(*m_document.as<std::string>(storage.key));
        if (!source)
            return source.error();
        const std::size_t elementSize = sizeOf(tensor.type);
        std::uint64_t needed = 0;
        if (!elementsNeeded(described, storage.viewOffset, needed) || needed > source->size / elementSize)
            return damaged(m_fileName,
                "tensor '" + name + "' of shape " + shapeText(tensor.shape) + " reaches beyond the "
                    + std::to_string(source->size) + " bytes stored for it");
        const std::uint64_t first = (storage.viewOffset + static_cast<std::uint64_t>(described.offset)) * elementSize;
        if (isContiguous(tensor, described.strides)) {
            tensor.data = source->at(first);
            return tensor;
        }
        if (!m_budget.take(bytes))
            return tooLarge(m_fileName);
        std::shared_ptr<std::byte> copy(new (std::nothrow) std::byte[tensor.bytes], std::default_delete<std::byte[]>());
        if (!copy)
            return tooLarge(m_fileName);
        gather(source->data.get() + first, described, elementSize, copy.get(), tensor.bytes);
        tensor.data = copy;
        return tensor;
    }

private:
    Result<FileBytes> storageBytes(const std::string& key)
    {
        if (const auto found = m_storages.find(key); found != m_storages.end())
            return found->second;
        auto bytes = m_load(key);
        if (bytes)
            m_storages.emplace(key, *bytes);
        return bytes;
    }

    const Document& m_document;
    const StorageLoader& m_load;
    Budget& m_budget;
    const std::string& m_fileName;
    std::map<std::string, FileBytes> m_storages;
};

} // namespace

bool storageType(const std::string& className, ScalarType& type)
{
    struct Known {
        std::string_view name;
        ScalarType type;
    };
    constexpr std::array<Known, 10> known{ { { "FloatStorage", ScalarType::F32 }, { "HalfStorage", ScalarType::F16 },
        { "BFloat16Storage", ScalarType::BF16 }, { "DoubleStorage", ScalarType::F64 },
        { "LongStorage", ScalarType::I64 }, { "IntStorage", ScalarType::I32 }, { "ShortStorage", ScalarType::I16 },
        { "CharStorage", ScalarType::I8 }, { "ByteStorage", ScalarType::U8 }, { "BoolStorage", ScalarType::Bool } } };
    const std::string_view name(className);
    const std::string_view plain = name.substr(name.rfind('.') + 1); // torch. or, from old files, torch.cuda.
    for (const Known& entry : known) {
        if (entry.name == plain && name.substr(0, 6) == "torch.") {
            type = entry.type;
            return true;
        }
    }
    return false;
}

Result<StateDict> loadTensors(const Document& document, const PickledModel& model, const StorageLoader& load,
    Budget& budget, const std::string& fileName)
{
    Loader loader(document, load, budget, fileName);
    StateDict tensors;
    for (const auto& [name, ref] : model.tensors) {
        auto tensor = loader.tensor(name, *document.as<Tensor>(ref));
        if (!tensor)
            return tensor.error();
        if (!tensors.insert(name, std::move(*tensor)))
            return damaged(fileName, "it names tensor '" + name + "' twice");
    }
    return tensors;
}

} // namespace lookaway::pickle
