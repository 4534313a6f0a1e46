// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Inspector.h"

#include <QComboBox>

namespace lookaway {

/// Chooses the class that is explained: the one that is predicted, one of the most probable ones, or any by typing a
/// part of its name.
class ClassBox : public QComboBox {
    Q_OBJECT

public:
    explicit ClassBox(QWidget* parent = nullptr);

    /// The names of the opened model.
    void setModelClasses(const Inspector& inspector);
    /// The most probable classes of the subject come first.
    void setAnswer(const Inspector& inspector, const ClassProbabilities* answer);
    /// -1 = the predicted one.
    std::int64_t classIndex() const { return m_index; }
    /// Not signalled.
    void setClassIndex(std::int64_t index);

Q_SIGNALS:
    void classChosen();
    /// What was typed is no class's name or number; the box shows again what it showed.
    void unknownTyped(const QString& text);

private:
    void choose(int row);
    void takeTyped();
    void fill();

    QStringList m_names;
    std::vector<std::int64_t> m_best;
    std::int64_t m_index = -1;
};

} // namespace lookaway
