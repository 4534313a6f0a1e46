// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

#include <cstdint>
#include <string>
#include <vector>

namespace lookaway {

/// Takes the names of a model's classes from a text file. Lists that were taken before and fit are offered, so that the
/// thousand names of ImageNet are looked for once.
class ClassNamesButton : public QPushButton {
    Q_OBJECT

public:
    explicit ClassNamesButton(QWidget* parent = nullptr);

    void setClassCount(std::int64_t count) { m_count = count; }
    /// Takes the names of this file, or says why not.
    void take(const QString& path);

Q_SIGNALS:
    void taken(const std::vector<std::string>& names);
    void failed(const QString& sentence);

private:
    void choose();
    void openDialog();

    std::int64_t m_count = 0;
};

} // namespace lookaway
